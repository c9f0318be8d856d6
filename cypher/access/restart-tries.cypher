// Starts a count of tries again.
// @access write
// @param key string · count integer · now string
// @returns count
MATCH (tries:SignInTries {key: $key})
SET tries.count = $count, tries.since = $now
RETURN tries.count AS count
