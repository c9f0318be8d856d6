// Lets notes be found by an entity.
// @access write
// @param rows map[]
// @returns put
UNWIND $rows AS row
MERGE (o:NoteOn {id: row.id})
ON CREATE SET o.note = row.note, o.entity = row.entity
RETURN count(o) AS put
