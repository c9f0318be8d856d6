// Narrows or widens the audience of records.
// @access write
// @param rows map[]
// @returns changed
UNWIND $rows AS row
MATCH (r:Record {id: row.id})
SET r.audience = row.audience
RETURN count(r) AS changed
