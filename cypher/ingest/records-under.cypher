// How many visible records rest on some statements, up to a limit.
// @access read
// @param provenances string[] · limit integer · audience string[]
// @returns records
UNWIND $provenances AS provenance
MATCH (r:Record {provenance: provenance})
WHERE any(t IN r.audience WHERE t IN $audience)
WITH r LIMIT $limit
RETURN count(r) AS records
