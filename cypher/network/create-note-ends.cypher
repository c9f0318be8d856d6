// Ties a note to what it is about.
// @access write
// @param rows map[]
// @returns written
UNWIND $rows AS row
MERGE (o:NoteOn {id: row.id})
ON CREATE SET o.note = row.note, o.entity = row.entity
RETURN count(o) AS written
