// The name of a source is said by each statement, under its marking. What an import named its delivery is
// known; any other name on a source may have been given in a statement that its reader may not see.

MATCH (i:Import) MATCH (p:Provenance {import: i.id})-[:FROM]->(s:Source)
WHERE s.ref = i.sourceRef AND i.sourceName <> i.sourceRef
SET p.sourceName = i.sourceName;
