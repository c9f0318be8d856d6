// Takes a key back that its maker had not taken back before.
// @access write
// @param id string · maker string · at string
// @returns id
MATCH (k:ApiKey {id: $id})
WHERE k.maker = $maker AND k.revokedAt IS NULL
SET k.revokedAt = $at
RETURN k.id AS id
