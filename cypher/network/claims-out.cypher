// Visible claims that start at an entity, of some types or, given none, of all.
// @access read
// @param id string · types string[] · audience string[]
// @returns id, type, other, provenance, originalType, validFrom, validUntil, happenedAt, amountMinor, currency, latest
MATCH (n:Entity {id: $id})-[c]->(o:Entity)
WHERE c.revoked = false AND (size($types) = 0 OR type(c) IN $types)
  AND any(t IN c.audience WHERE t IN $audience)
RETURN c.id AS id, type(c) AS type, o.id AS other, c.provenance AS provenance,
  c.originalType AS originalType, c.validFrom AS validFrom, c.validUntil AS validUntil,
  c.happenedAt AS happenedAt, c.amountMinor AS amountMinor, c.currency AS currency,
  coalesce(c.happenedAt, c.validFrom, c.modified, '') AS latest
ORDER BY id
