// Nodes of one label with all their properties.
// @access read
// @param ids string[]
// @returns id, props
// @choose LABEL stored-label
// @unfiltered backup and verify read every node, also those whose audience is broken
UNWIND $ids AS id
MATCH (n:__LABEL__ {id: id})
RETURN id, properties(n) AS props
ORDER BY id
