// Takes a star off.
// @access write
// @param id string
// @returns removed
MATCH (s:Star {id: $id})
DETACH DELETE s
RETURN count(*) AS removed
