// The feeds of an organisation, by name.
// @access read
// @param owner string
// @returns id, props
MATCH (f:Feed)
WHERE f.owner = $owner
RETURN f.id AS id, properties(f) AS props
ORDER BY f.name, id
