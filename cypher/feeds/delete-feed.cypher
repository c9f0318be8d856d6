// Deletes a feed; what it brought stays.
// @access write
// @param id string
// @returns gone
MATCH (f:Feed {id: $id})
DETACH DELETE f
RETURN count(*) AS gone
