// One page of the visible claims at an entity: withdrawn ones last, then the latest first.
// @access read
// @param id string · skip integer · limit integer · audience string[]
// @returns id, ref, originalType, provenance, description, attributes, modified, revoked, validFrom, validUntil, type, amountMinor, currency, happenedAt, role, unusualEnds, source, target, fromRecord, toRecord, latest
MATCH (n:Entity {id: $id})-[c]-(:Entity)
WHERE any(t IN c.audience WHERE t IN $audience)
WITH c, coalesce(c.happenedAt, c.validFrom, c.modified, '') AS latest
ORDER BY c.revoked, latest DESC, c.id
SKIP $skip LIMIT $limit
RETURN c.id AS id, c.ref AS ref, c.originalType AS originalType, c.provenance AS provenance,
  c.description AS description, c.attributes AS attributes, c.modified AS modified,
  c.revoked AS revoked, c.validFrom AS validFrom, c.validUntil AS validUntil, type(c) AS type,
  c.amountMinor AS amountMinor, c.currency AS currency, c.happenedAt AS happenedAt,
  c.role AS role, coalesce(c.unusualEnds, false) AS unusualEnds,
  startNode(c).id AS source, endNode(c).id AS target, c.fromRecord AS fromRecord,
  c.toRecord AS toRecord, latest
ORDER BY revoked, latest DESC, id
