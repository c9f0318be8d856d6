// Every audience token there is.
// @access read
// @returns token
MATCH (t:AudienceToken)
RETURN t.token AS token
ORDER BY token
