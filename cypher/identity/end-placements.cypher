// Marks placements as taken back.
// @access write
// @param ids string[] · at string
// @returns ended
UNWIND $ids AS id
MATCH (p:Placement {id: id})
SET p.standing = false, p.endedAt = $at
RETURN count(p) AS ended
