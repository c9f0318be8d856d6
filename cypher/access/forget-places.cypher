// Forgets places nobody signed in from for long.
// @access write
// @param before string
// @returns gone
MATCH (place:SignInPlace)
WHERE place.since < $before
WITH place, place.key AS key
DELETE place
RETURN count(key) AS gone
