// Whether an account has signed in from a place since some time.
// @access read
// @param key string · after string
// @returns known
MATCH (place:SignInPlace {key: $key})
WHERE place.since > $after
RETURN count(place) > 0 AS known
