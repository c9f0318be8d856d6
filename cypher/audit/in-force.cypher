// The reason that one person gave for one entity and that still holds.
// @access read
// @param scope string · now string
// @returns id
MATCH (reason:Justification)
WHERE reason.scope IN [$scope] AND reason.until > $now
RETURN reason.id AS id
ORDER BY reason.until DESC, id
LIMIT 1
