// What the sources of some visible records call them.
// @access read
// @param ids string[] · audience string[]
// @returns id, ref
UNWIND $ids AS id
MATCH (r:Record {id: id})
WHERE any(t IN r.audience WHERE t IN $audience)
RETURN id, r.ref AS ref
ORDER BY id
