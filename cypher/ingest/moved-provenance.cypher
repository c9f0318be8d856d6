// Hiding or showing these statements has ended.
// @access write
// @param ids string[]
// @returns moved
UNWIND $ids AS id
MATCH (p:Provenance {id: id})
REMOVE p.moving
RETURN count(p) AS moved
