// The audiences that the markings of some statements allow by themselves, and what their markings still wait for.
// @access read
// @param ids string[] · audience string[]
// @returns id, audience, owner, account, demonstration, awaits, statedTlp, defaultTlp, floor
UNWIND $ids AS id
MATCH (p:Provenance {id: id})
WHERE any(t IN p.audience WHERE t IN $audience)
RETURN id, p.audience AS audience, p.owner AS owner, p.account AS account, p.demonstration AS demonstration,
  p.awaits AS awaits, p.statedTlp AS statedTlp, p.defaultTlp AS defaultTlp, p.floor AS floor
ORDER BY id
