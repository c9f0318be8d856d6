// Forgets an audience token that nothing carries any more.
// @access write
// @param token string
// @returns forgotten
MATCH (t:AudienceToken {token: $token})
DELETE t
RETURN count(*) AS forgotten
