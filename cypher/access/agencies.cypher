// Every agency, by name.
// @access read
// @returns id, name, nameFr, kind, country, demonstration, boundBy
MATCH (agency:Agency)
RETURN agency.id AS id, agency.name AS name, agency.nameFr AS nameFr, agency.kind AS kind, agency.country AS country,
       coalesce(agency.demonstration, false) AS demonstration, agency.boundBy AS boundBy
ORDER BY name, id
