// Forgets the tries of an account that signed in, and all that are past their time.
// @access write
// @param account string · before string
// @returns gone
MATCH (tries:SignInTries)
WHERE tries.account = $account OR tries.since < $before
WITH tries, tries.account AS account
DELETE tries
RETURN count(account) AS gone
