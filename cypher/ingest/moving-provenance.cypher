// Statements whose hiding, showing or erasing has begun and not ended.
// @access read
// @unfiltered finished by the server itself, which shows nobody anything
// @returns id, owner, import, source, moving, audience
MATCH (p:Provenance)-[:FROM]->(s:Source)
WHERE p.moving IS NOT NULL
RETURN p.id AS id, p.owner AS owner, p.import AS import, s.id AS source, p.moving AS moving, p.audience AS audience
ORDER BY owner, id
