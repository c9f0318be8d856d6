// Creates entities of one kind.
// @access write
// @param rows map[]
// @returns created
// @choose LABEL kind-label
UNWIND $rows AS row
MERGE (e:Entity {id: row.id})
ON CREATE SET e.kind = row.kind, e:__LABEL__
RETURN count(e) AS created
