// Removes provenance nodes.
// @access write
// @param ids string[]
// @returns removed
UNWIND $ids AS id
MATCH (p:Provenance {id: id})
DETACH DELETE p
RETURN count(*) AS removed
