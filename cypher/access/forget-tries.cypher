// Forgets some counts of tries, and all that are past their time.
// @access write
// @param keys string[] · before string
// @returns gone
MATCH (tries:SignInTries)
WHERE tries.key IN $keys OR tries.since < $before
WITH tries, tries.key AS key
DELETE tries
RETURN count(key) AS gone
