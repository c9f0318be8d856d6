// One feed.
// @access read
// @param id string
// @returns id, props
MATCH (f:Feed {id: $id})
RETURN f.id AS id, properties(f) AS props
