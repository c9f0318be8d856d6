// The views an account keeps, latest first.
// @access read
// @param account string
// @returns id, name, savedAt
MATCH (s:SavedView)
WHERE s.keeper = $account
RETURN s.id AS id, s.name AS name, s.savedAt AS savedAt
ORDER BY savedAt DESC, id
