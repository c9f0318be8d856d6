// What some notes are about.
// @access read
// @param ids string[] · audience string[]
// @returns id, entities
UNWIND $ids AS id
MATCH (n:Note {id: id})
WHERE any(t IN n.audience WHERE t IN $audience)
RETURN id, n.entities AS entities
ORDER BY id
