// Entities whose visible records hold every word of a query, likeliest first: a name is the query, the
// preferred name begins with the very word, with a longer one, or it is another word. `longer` is how
// the search text goes on when the word is only the beginning of the name's first. `shielded`: people
// of whom a visible record says one of these are left out before anything is counted, and records that
// are part of one of the statements `withheld`.
// @access read
// @param word string · words string[] · names string[] · head string · longer string · known string[] · shielded string[] · withheld string[] · limit integer · audience string[]
// @returns total, overlap, ids
CALL db.index.fulltext.queryNodes('record_search', $word) YIELD node AS r
WHERE any(t IN r.audience WHERE t IN $audience) AND NOT r.provenance IN $withheld
  AND all(w IN $words WHERE r.search CONTAINS w)
MATCH (r)-[:DESCRIBES]->(e:Entity)
WHERE size($shielded) = 0 OR e.kind <> 'person' OR COUNT {
  MATCH (e)<-[:DESCRIBES]-(x:Record)
  WHERE x.dataSubject IN $shielded AND any(t IN x.audience WHERE t IN $audience)
} = 0
WITH e.id AS id,
  min(CASE
    WHEN r.search STARTS WITH $longer THEN 2
    WHEN any(n IN r.names WHERE toLower(n) IN $names) THEN 0
    WHEN r.search STARTS WITH $head THEN 1
    ELSE 3
  END) AS tier,
  min(CASE WHEN r.revoked THEN 1 ELSE 0 END) AS withdrawn,
  count(r) AS records
ORDER BY tier, withdrawn, records DESC, id
WITH collect(id) AS ids
RETURN size(ids) AS total, size([k IN $known WHERE k IN ids]) AS overlap, ids[0..$limit] AS ids
