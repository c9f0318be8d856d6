// Sets the times of the counted tries under a key.
// @access write
// @param key string · times string[]
// @returns count
MATCH (tries:SignInTries {key: $key})
SET tries.times = $times
RETURN size(tries.times) AS count
