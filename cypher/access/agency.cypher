// One agency.
// @access read
// @param id string
// @returns id, name, kind, country, demonstration
MATCH (agency:Agency {id: $id})
RETURN agency.id AS id, agency.name AS name, agency.kind AS kind, agency.country AS country,
       coalesce(agency.demonstration, false) AS demonstration
