// Takes the one-time set-up link off, once: writing to it first makes a second taker wait and find nothing.
// @access write
// @param hash string
// @returns taken
MATCH (link:SetUpLink {id: 'set-up', hash: $hash})
SET link.taken = true
DELETE link
RETURN count(*) AS taken
