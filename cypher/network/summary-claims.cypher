// Visible claims, counted up to a bound.
// @access read
// @param limit integer · audience string[]
// @returns claims
// @scans 1000000
MATCH (:Entity)-[c]->(:Entity)
WHERE c.revoked = false AND any(t IN c.audience WHERE t IN $audience)
WITH c LIMIT $limit
RETURN count(c) AS claims
