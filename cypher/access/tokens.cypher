// Every audience token ever written: what the local operator sees.
// @access read
// @returns token
MATCH (known:AudienceToken)
RETURN known.token AS token
ORDER BY token
