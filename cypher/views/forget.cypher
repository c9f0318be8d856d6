// Forgets a view of an account.
// @access write
// @param id string · account string
// @returns forgotten
MATCH (s:SavedView {id: $id})
WHERE s.keeper = $account
DETACH DELETE s
RETURN count(*) AS forgotten
