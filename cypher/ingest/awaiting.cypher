// Provenance held back because a marking definition it names has not arrived yet.
// @access read
// @param owner string
// @returns id, tlp, awaits, statedTlp, defaultTlp, floor, pap, handling, account, demonstration, caseId, import
// @scans 20000
MATCH (p:Provenance)
WHERE p.owner = $owner AND p.awaits IS NOT NULL
RETURN p.id AS id, p.tlp AS tlp, p.awaits AS awaits, p.statedTlp AS statedTlp, p.defaultTlp AS defaultTlp,
  p.floor AS floor, p.pap AS pap, p.handling AS handling, p.account AS account, p.demonstration AS demonstration,
  p.caseId AS caseId, p.import AS import
ORDER BY id
