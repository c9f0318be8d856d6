// Ends the set-up that an account was at the last step of.
// @access write
// @param account string
// @returns ended
MATCH (going:SetUpLink {id: 'finishing', account: $account})
WITH going, going.id AS id
DELETE going
RETURN count(id) AS ended
