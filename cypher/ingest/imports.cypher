// The imports of some organisations that one account may know of, newest first: RED ones are its own.
// @access read
// @param owners string[] · account string · limit integer
// @returns props, startedAt, id
MATCH (i:Import)
WHERE i.owner IN $owners AND (i.tlp <> 'red' OR i.account = $account)
WITH i, i.startedAt AS startedAt, i.id AS id
ORDER BY startedAt DESC, id
LIMIT $limit
RETURN properties(i) AS props, startedAt, id
ORDER BY startedAt DESC, id
