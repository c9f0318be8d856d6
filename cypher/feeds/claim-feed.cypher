// Begins a look at a feed, unless another process is at it or was not long ago.
// @access write
// @param id string · at string · before string
// @returns id
MATCH (f:Feed {id: $id})
WHERE f.pollingAt = '' OR f.pollingAt <= $before
SET f.pollingAt = $at
RETURN f.id AS id
