// Keeps a view under its id.
// @access write
// @param id string · props map
// @returns id
MERGE (s:SavedView {id: $id})
SET s += $props
RETURN s.id AS id
