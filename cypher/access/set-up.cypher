// The one-time set-up link, if one is open.
// @access read
// @returns hash, expiresAt
MATCH (link:SetUpLink {id: 'set-up'})
RETURN link.hash AS hash, link.expiresAt AS expiresAt
