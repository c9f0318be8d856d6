// What records are found by, and what it is made of, between two bounds of ids.
// @access read
// @param from string · to string
// @returns id, names, identifiers, search
// @scans 50000
// @unfiltered a schema step writes the search text of every record anew; never shown to a viewer
MATCH (r:Record)
WHERE r.id >= $from AND r.id < $to
RETURN r.id AS id, r.names AS names, r.identifiers AS identifiers, r.search AS search
ORDER BY id
