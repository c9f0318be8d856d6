// Opens an import.
// @access write
// @param props map
// @returns id
CREATE (i:Import)
SET i = $props
RETURN i.id AS id
