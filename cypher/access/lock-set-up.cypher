// Locks the one-time set-up link until the transaction ends, so that of two who use it one waits.
// @access write
// @param hash string
// @returns locked
MATCH (link:SetUpLink {id: 'set-up', hash: $hash})
SET link.taken = true
RETURN count(link) AS locked
