// When the imports ended that wrote some statements of provenance; those that go on are left out.
// @access read
// @param ids string[] · audience string[]
// @returns id, endedAt
UNWIND $ids AS id
MATCH (p:Provenance {id: id})
WHERE any(t IN p.audience WHERE t IN $audience)
WITH p
MATCH (i:Import {id: p.import})
WHERE i.endedAt IS NOT NULL AND NOT i.state IN ['reading', 'held', 'writing', 'interrupted']
RETURN p.id AS id, i.endedAt AS endedAt
ORDER BY id
