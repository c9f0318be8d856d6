// Whether an audience token is in use, such as the demonstration's.
// @access read
// @param token string
// @returns total
MATCH (known:AudienceToken {token: $token})
RETURN count(known) AS total
