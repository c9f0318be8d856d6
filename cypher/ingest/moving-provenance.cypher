// Statements whose hiding, showing or erasing has begun and not ended.
// @access read
// @param audience string[]
// @returns id, owner, import, source, moving, audience
MATCH (p:Provenance)-[:FROM]->(s:Source)
WHERE p.moving IS NOT NULL AND any(t IN p.audience WHERE t IN $audience)
RETURN p.id AS id, p.owner AS owner, p.import AS import, s.id AS source, p.moving AS moving, p.audience AS audience
ORDER BY owner, id
