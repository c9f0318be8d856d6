// Of some scopes, each a person and an entity, the reasons that still hold: of each, the one that holds longest first.
// @access read
// @param scopes string[] · now string
// @returns scope, id
UNWIND $scopes AS scope
MATCH (reason:Justification {scope: scope})
WHERE reason.until > $now
RETURN scope, reason.id AS id
ORDER BY scope, reason.until DESC, id
