// The notes about one entity and all that each is about, for moving them with it.
// @access read
// @param entity string · audience string[]
// @returns id, entities
MATCH (o:NoteOn {entity: $entity})
MATCH (n:Note {id: o.note})
WHERE any(t IN n.audience WHERE t IN $audience)
RETURN DISTINCT n.id AS id, n.entities AS entities
ORDER BY id
