// Of some records, those that stand where a person decided: nothing moves them but another decision.
// @access read
// @param records string[] · audience string[]
// @returns record
UNWIND $records AS record
MATCH (p:Placement {target: record})
WHERE p.standing = true AND any(t IN p.audience WHERE t IN $audience)
RETURN DISTINCT record
ORDER BY record
