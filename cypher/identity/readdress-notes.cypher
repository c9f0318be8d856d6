// Says anew what some notes are about.
// @access write
// @param rows map[]
// @returns readdressed
UNWIND $rows AS row
MATCH (n:Note {id: row.id})
SET n.entities = row.entities
RETURN count(n) AS readdressed
