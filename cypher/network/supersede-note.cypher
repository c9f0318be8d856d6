// Marks a note as superseded by a later one of the same author.
// @access write
// @param id string · by string
// @returns id
MATCH (n:Note {id: $id})
SET n.superseded = $by
RETURN n.id AS id
