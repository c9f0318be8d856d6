// Locks an agency until the transaction ends, so that of two who change its people one waits.
// @access write
// @param id string
// @returns locked
MATCH (agency:Agency {id: $id})
SET agency.id = $id
RETURN count(agency) AS locked
