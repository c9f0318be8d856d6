// The schema files this graph has been given.
// @access read
// @returns version, name
MATCH (s:Schema)
RETURN s.version AS version, s.name AS name
ORDER BY version
