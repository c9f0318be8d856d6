// Keeps a mapping of tables under its id.
// @access write
// @param id string · props map
// @returns id
MERGE (s:SavedMapping {id: $id})
SET s += $props
RETURN s.id AS id
