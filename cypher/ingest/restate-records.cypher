// Notes that another import says the same of some records; the four latest are remembered.
// @access write
// @param rows map[]
// @returns restated
UNWIND $rows AS row
MATCH (r:Record {id: row.id})
SET r.also = ([row.provenance] + coalesce(r.also, []))[0..4]
RETURN count(r) AS restated
