// The audiences that the markings of some statements allow by themselves.
// @access read
// @param ids string[] · audience string[]
// @returns id, audience, owner, account, demonstration
UNWIND $ids AS id
MATCH (p:Provenance {id: id})
WHERE any(t IN p.audience WHERE t IN $audience)
RETURN id, p.audience AS audience, p.owner AS owner, p.account AS account, p.demonstration AS demonstration
ORDER BY id
