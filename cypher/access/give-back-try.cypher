// Takes back one counted try, because it was a right one.
// @access write
// @param key string
// @returns count
MATCH (tries:SignInTries {key: $key})
WHERE tries.count > 0
SET tries.count = tries.count - 1
RETURN tries.count AS count
