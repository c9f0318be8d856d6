// Entities of whom a visible record that is part of one of the statements `withheld` holds every word of
// a query: found by it only where the label shown holds the words. `shielded`: people of whom a visible
// record says one of these are left out.
// @access read
// @param word string · words string[] · withheld string[] · shielded string[] · limit integer · audience string[]
// @returns id
// @textindex found Record.search word
UNWIND $found AS f
MATCH (r:Record)
WHERE id(r) = f AND any(t IN r.audience WHERE t IN $audience) AND r.provenance IN $withheld
  AND all(w IN $words WHERE r.search CONTAINS w)
MATCH (r)-[:DESCRIBES]->(e:Entity)
WHERE size($shielded) = 0 OR e.kind <> 'person' OR COUNT {
  MATCH (e)<-[:DESCRIBES]-(x:Record)
  WHERE x.dataSubject IN $shielded AND any(t IN x.audience WHERE t IN $audience)
} = 0
RETURN DISTINCT e.id AS id
ORDER BY id
LIMIT $limit
