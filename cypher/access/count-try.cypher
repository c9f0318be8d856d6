// Counts one more try to sign in; adding locks the counter until the transaction ends.
// @access write
// @param key string · now string
// @returns count, since
MERGE (tries:SignInTries {key: $key})
ON CREATE SET tries.count = 0, tries.since = $now
SET tries.count = tries.count + 1
RETURN tries.count AS count, tries.since AS since
