// Of some scopes, each a person and an entity, those for which a reason still holds.
// @access read
// @param scopes string[] · now string
// @returns scope
UNWIND $scopes AS scope
MATCH (reason:Justification {scope: scope})
WHERE reason.until > $now
RETURN DISTINCT scope
ORDER BY scope
