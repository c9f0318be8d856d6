// Changes the state or the settings of a feed.
// @access write
// @param id string · props map
// @returns id
MATCH (f:Feed {id: $id})
SET f += $props
RETURN f.id AS id
