// Keeps whose set-up goes on after the first account was made, and until when.
// @access write
// @param account string · until string
// @returns id
MERGE (going:SetUpLink {id: 'finishing'})
SET going.account = $account, going.until = $until
RETURN going.id AS id
