// Writes a new feed.
// @access write
// @param id string · props map
// @returns id
MERGE (f:Feed {id: $id})
ON CREATE SET f += $props
RETURN f.id AS id
