// Restores entities of one kind.
// @access write
// @param ids string[] · kind string
// @returns created
// @choose LABEL kind-label
UNWIND $ids AS id
CREATE (e:Entity:__LABEL__)
SET e.id = id, e.kind = $kind
RETURN count(e) AS created
