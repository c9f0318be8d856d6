// Feeds whose next look is due, the longest due first.
// @access read
// @param at string · limit integer
// @returns id
MATCH (f:Feed)
WHERE f.enabled AND f.nextAt <= $at
RETURN f.id AS id
ORDER BY f.nextAt, id
LIMIT $limit
