// Visible statements of provenance of one organisation that wait for a marking definition.
// @access read
// @param owner string · audience string[]
// @returns import, total
// @scans 100000
MATCH (p:Provenance)
WHERE p.owner = $owner AND p.awaits IS NOT NULL AND any(t IN p.audience WHERE t IN $audience)
RETURN p.import AS import, count(p) AS total
ORDER BY import
