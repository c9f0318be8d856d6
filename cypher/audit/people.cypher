// The names of accounts, for whoever reads who did what.
// @access read
// @returns id, name, organisation
// @scans 50000
MATCH (user:Auth_user)
RETURN user.id AS id, coalesce(user.name, '') AS name, coalesce(user.organisation, '') AS organisation
ORDER BY name, id
