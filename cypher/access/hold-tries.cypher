// The times of the counted tries under a key; holds them for this transaction until it ends.
// @access write
// @param key string · now string
// @returns times
MERGE (tries:SignInTries {key: $key})
SET tries.since = $now
RETURN tries.times AS times
