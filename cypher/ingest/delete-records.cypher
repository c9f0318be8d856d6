// Removes records.
// @access write
// @param ids string[]
// @returns removed
UNWIND $ids AS id
MATCH (r:Record {id: id})
DETACH DELETE r
RETURN count(*) AS removed
