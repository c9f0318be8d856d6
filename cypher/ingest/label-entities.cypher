// Gives entities their kind, with its label.
// @access write
// @param rows map[]
// @returns labelled
// @choose LABEL kind-label
UNWIND $rows AS row
MATCH (e:Entity {id: row.id})
SET e.kind = row.kind, e:__LABEL__
RETURN count(e) AS labelled
