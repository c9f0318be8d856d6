// Keeps when the last visits of an account began, the latest first.
// @access write
// @param id string · visits string[]
// @returns visits
MERGE (d:Desk {id: $id})
SET d.visits = $visits
RETURN d.visits AS visits
