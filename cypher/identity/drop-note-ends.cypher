// Lets notes no longer be found by an entity.
// @access write
// @param ids string[]
// @returns dropped
UNWIND $ids AS id
MATCH (o:NoteOn {id: id})
DETACH DELETE o
RETURN count(*) AS dropped
