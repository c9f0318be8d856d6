// Every agency, by name.
// @access read
// @returns id, name, kind, country, demonstration
MATCH (agency:Agency)
RETURN agency.id AS id, agency.name AS name, agency.kind AS kind, agency.country AS country,
       coalesce(agency.demonstration, false) AS demonstration
ORDER BY name, id
