// Entities that visible records tie to one of some identifiers. `shielded`: people of whom a visible
// record says one of these are left out, and records that are part of one of the statements `withheld`.
// @access read
// @param keys string[] · shielded string[] · withheld string[] · audience string[]
// @returns id
UNWIND $keys AS key
MATCH (i:Identifier {key: key})<-[:IDENTIFIED_BY]-(r:Record)-[:DESCRIBES]->(e:Entity)
WHERE any(t IN r.audience WHERE t IN $audience) AND NOT r.provenance IN $withheld
  AND (size($shielded) = 0 OR e.kind <> 'person' OR COUNT {
    MATCH (e)<-[:DESCRIBES]-(x:Record)
    WHERE x.dataSubject IN $shielded AND any(t IN x.audience WHERE t IN $audience)
  } = 0)
RETURN DISTINCT e.id AS id
ORDER BY id
