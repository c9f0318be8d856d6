// The ids of one label between two bounds, which keep the answer small.
// @access read
// @param from string · to string
// @returns id
// @scans 50000
// @choose LABEL stored-label
// @unfiltered backup and verify read every node, also those whose audience is broken
MATCH (n:__LABEL__)
WHERE n.id >= $from AND n.id < $to
RETURN n.id AS id
ORDER BY id
