// Changes the state or the progress of an import.
// @access write
// @param id string · props map
// @returns id
MATCH (i:Import {id: $id})
SET i += $props
RETURN i.id AS id
