// The imports of every organisation, newest first: for the local operator.
// @access read
// @param limit integer
// @returns props, startedAt, id
MATCH (i:Import)
WITH i, i.startedAt AS startedAt, i.id AS id
ORDER BY startedAt DESC, id
LIMIT $limit
RETURN properties(i) AS props, startedAt, id
ORDER BY startedAt DESC, id
