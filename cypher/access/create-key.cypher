// Keeps a new key of a program; of its secret only the keyed hash.
// @access write
// @param props map
// @returns id
CREATE (k:ApiKey)
SET k = $props
RETURN k.id AS id
