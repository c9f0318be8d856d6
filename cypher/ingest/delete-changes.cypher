// Removes journal entries.
// @access write
// @param ids string[]
// @returns removed
UNWIND $ids AS id
MATCH (c:Change {id: id})
DELETE c
RETURN count(*) AS removed
