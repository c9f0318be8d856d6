// Writes down that statements were erased, by whom and why.
// @access write
// @param id string · props map
// @returns id
MERGE (e:Erasure {id: $id})
ON CREATE SET e += $props
RETURN e.id AS id
