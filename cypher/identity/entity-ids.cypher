// Ids of the visible entities of some kinds in one stretch of ids, from the first included to the last excluded.
// @access read
// @param from string · to string · kinds string[] · audience string[]
// @returns id
// @scans 100000
MATCH (n:Entity)
WHERE n.id >= $from AND n.id < $to AND n.kind IN $kinds
WITH n
MATCH (n)<-[:DESCRIBES]-(r:Record)
WHERE any(t IN r.audience WHERE t IN $audience)
RETURN DISTINCT n.id AS id
ORDER BY id
