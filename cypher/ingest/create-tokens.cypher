// Registers audience tokens, so that the local operator can be shown everything.
// @access write
// @param tokens string[]
// @returns created
UNWIND $tokens AS token
MERGE (t:AudienceToken {token: token})
RETURN count(t) AS created
