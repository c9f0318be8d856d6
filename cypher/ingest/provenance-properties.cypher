// What some provenances say: who, how sure, under which marking.
// @access read
// @param ids string[] · audience string[]
// @returns id, props
UNWIND $ids AS id
MATCH (p:Provenance {id: id})
WHERE any(t IN p.audience WHERE t IN $audience)
RETURN p.id AS id, properties(p) AS props
ORDER BY id
