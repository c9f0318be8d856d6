// Sources with something visible under them.
// @access read
// @param audience string[]
// @returns sources
// @scans 100000
MATCH (p:Provenance)
WHERE any(t IN p.audience WHERE t IN $audience)
MATCH (p)-[:FROM]->(s:Source)
RETURN count(DISTINCT s.id) AS sources
