// Lets records rest on another import that said the same.
// @access write
// @param rows map[]
// @returns handed
UNWIND $rows AS row
MATCH (r:Record {id: row.id})
SET r.provenance = row.provenance, r.also = row.also, r.audience = row.audience
RETURN count(r) AS handed
