// Entities whose visible records hold every word of a query, likeliest first: exact name, first word
// of the preferred name, any other word.
// @access read
// @param word string · words string[] · names string[] · head string · known string[] · limit integer · audience string[]
// @returns total, overlap, ids
// @textindex found Record.search word
UNWIND $found AS f
MATCH (r:Record)
WHERE id(r) = f AND any(t IN r.audience WHERE t IN $audience)
  AND all(w IN $words WHERE r.search CONTAINS w)
MATCH (r)-[:DESCRIBES]->(e:Entity)
WITH e.id AS id,
  min(CASE
    WHEN any(n IN r.names WHERE toLower(n) IN $names) THEN 0
    WHEN r.search STARTS WITH $head THEN 1
    ELSE 2
  END) AS tier,
  min(CASE WHEN r.revoked THEN 1 ELSE 0 END) AS withdrawn,
  count(r) AS records
ORDER BY tier, withdrawn, records DESC, id
WITH collect(id) AS ids
RETURN size(ids) AS total, size([id IN ids WHERE id IN $known]) AS overlap, ids[0..$limit] AS ids
