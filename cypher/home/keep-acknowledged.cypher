// Keeps which waiting items an account has acknowledged.
// @access write
// @param id string · acknowledged string[]
// @returns acknowledged
MERGE (d:Desk {id: $id})
SET d.acknowledged = $acknowledged
RETURN d.acknowledged AS acknowledged
