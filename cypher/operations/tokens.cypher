// Every audience token that was ever written.
// @access read
// @returns token
// @unfiltered backup keeps the list, verify holds audiences against it
MATCH (t:AudienceToken)
RETURN t.token AS token
ORDER BY token
