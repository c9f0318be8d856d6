// Remembers when a key was last used.
// @access write
// @param id string · at string
// @returns id
MATCH (k:ApiKey {id: $id})
SET k.lastUsed = $at
RETURN k.id AS id
