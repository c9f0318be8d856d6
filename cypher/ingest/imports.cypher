// The imports of one organisation, newest first.
// @access read
// @param owners string[] · limit integer
// @returns props, startedAt, id
MATCH (i:Import)
WHERE i.owner IN $owners
WITH i, i.startedAt AS startedAt, i.id AS id
ORDER BY startedAt DESC, id
LIMIT $limit
RETURN properties(i) AS props, startedAt, id
ORDER BY startedAt DESC, id
