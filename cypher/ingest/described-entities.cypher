// Of some entities, those that a record other than a stub describes.
// @access read
// @param ids string[] · audience string[]
// @returns id
UNWIND $ids AS id
MATCH (e:Entity {id: id})<-[:DESCRIBES]-(r:Record)
WHERE any(t IN r.audience WHERE t IN $audience) AND r.stub = false
RETURN DISTINCT id
ORDER BY id
