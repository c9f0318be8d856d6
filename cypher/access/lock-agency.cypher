// Locks an agency until the transaction ends, so that of two who change its people one waits.
// @access write
// @param id string
// @returns locked
MATCH (agency:Agency {id: $id})
SET agency.changes = coalesce(agency.changes, 0) + 1
RETURN count(agency) AS locked
