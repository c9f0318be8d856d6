// Writes a note. Written again under the same id, it stays as it was.
// @access write
// @param id string · props map
// @returns id
MERGE (n:Note {id: $id})
ON CREATE SET n += $props
RETURN n.id AS id
