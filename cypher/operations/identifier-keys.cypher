// The keys of identifiers between two bounds, which keep the answer small.
// @access read
// @param from string · to string
// @returns key
// @scans 100000
// @unfiltered backup and verify read every identifier
MATCH (i:Identifier)
WHERE i.key >= $from AND i.key < $to
RETURN i.key AS key
ORDER BY key
