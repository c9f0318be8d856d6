// Ties a source to the entity that describes it, so that its name is what visible records say.
// @access write
// @param rows map[]
// @returns named
UNWIND $rows AS row
MATCH (s:Source {id: row.id})
SET s.entity = row.entity
RETURN count(s) AS named
