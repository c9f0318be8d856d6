// Removes sources that no provenance names any more.
// @access write
// @param ids string[]
// @returns removed
UNWIND $ids AS id
MATCH (s:Source {id: id})
WHERE COUNT { (s)<-[:FROM]-(:Provenance) } = 0
DELETE s
RETURN count(*) AS removed
