// Keeps the hash of a new one-time set-up link; an earlier link stops working.
// @access write
// @param hash string · expiresAt string
// @returns id
MERGE (link:SetUpLink {id: 'set-up'})
SET link.hash = $hash, link.expiresAt = $expiresAt
RETURN link.id AS id
