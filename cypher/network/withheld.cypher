// Statements that a card holds back until a reason is given: RED, or under one of some handling codes.
// @access read
// @param limiting string[] · audience string[]
// @returns id
// @scans 100000
MATCH (p:Provenance)
WHERE any(t IN p.audience WHERE t IN $audience)
  AND (p.tlp = 'red' OR any(h IN coalesce(p.handling, []) WHERE h IN $limiting))
RETURN p.id AS id
ORDER BY id
