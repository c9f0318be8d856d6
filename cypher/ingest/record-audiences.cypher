// The audiences of some records, for the writer that keeps a claim inside both of its records.
// @access read
// @param ids string[] · audience string[]
// @returns id, audience
UNWIND $ids AS id
MATCH (r:Record {id: id})
WHERE any(t IN r.audience WHERE t IN $audience)
RETURN id, r.audience AS audience
ORDER BY id
