// Visible records of one organisation whose date of review comes before some moment.
// @access read
// @param owner string · before string · limit integer · audience string[]
// @returns records, oldest
// @scans 100000
MATCH (p:Provenance)
WHERE p.owner = $owner AND p.reviewBy < $before AND any(t IN p.audience WHERE t IN $audience)
MATCH (r:Record {provenance: p.id})
WHERE any(t IN r.audience WHERE t IN $audience)
WITH p, r LIMIT $limit
RETURN count(r) AS records, min(p.reviewBy) AS oldest
