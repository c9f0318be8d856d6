// Starts the count of tries of an account again.
// @access write
// @param account string · count integer · now string
// @returns count
MATCH (tries:SignInTries {account: $account})
SET tries.count = $count, tries.since = $now
RETURN tries.count AS count
