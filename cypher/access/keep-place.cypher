// Keeps a place that an account signed in from.
// @access write
// @param key string · now string
// @returns since
MERGE (place:SignInPlace {key: $key})
SET place.since = $now
RETURN place.since AS since
