// Registers audience tokens, so that the local operator's audience holds them.
// @access write
// @param tokens string[]
// @returns there
UNWIND $tokens AS token
MERGE (t:AudienceToken {token: token})
RETURN count(t) AS there
