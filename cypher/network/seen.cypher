// Which of some entities a viewer sees any record of.
// @access read
// @param ids string[] · audience string[]
// @returns id
UNWIND $ids AS id
MATCH (n:Entity {id: id})<-[:DESCRIBES]-(r:Record)
WHERE any(t IN r.audience WHERE t IN $audience)
RETURN DISTINCT id
ORDER BY id
