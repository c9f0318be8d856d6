// Statements of provenance a viewer may see from imports that ended after some moment, newest first.
// @access read
// @param since string · limit integer · audience string[]
// @returns import, file, endedAt, provenance, owner, tlp, handling, demonstration, source, sourceRef, sourceName, sourceEntity
// @scans 10000
MATCH (i:Import)
WHERE i.endedAt > $since AND i.state = 'done'
MATCH (p:Provenance {import: i.id})
WHERE any(t IN p.audience WHERE t IN $audience)
MATCH (p)-[:FROM]->(s:Source)
RETURN i.id AS import, i.file AS file, i.endedAt AS endedAt, p.id AS provenance, p.owner AS owner, p.tlp AS tlp,
  p.handling AS handling, p.demonstration AS demonstration, s.id AS source, s.ref AS sourceRef,
  coalesce(p.sourceName, s.ref) AS sourceName, s.entity AS sourceEntity
ORDER BY endedAt DESC, import, provenance
LIMIT $limit
