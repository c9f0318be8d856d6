// Sets the text some records are found by.
// @access write
// @param rows map[]
// @returns written
UNWIND $rows AS row
MATCH (r:Record {id: row.id})
SET r.search = row.search
RETURN count(r) AS written
