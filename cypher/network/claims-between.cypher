// Visible claims from some entities to others named beside each.
// @access read
// @param rows map[] · audience string[]
// @returns id, type, source, target, provenance, originalType, validFrom, validUntil, happenedAt, amountMinor, currency
UNWIND $rows AS row
MATCH (n:Entity {id: row.id})-[c]->(o:Entity)
WHERE o.id IN row.others AND c.revoked = false AND any(t IN c.audience WHERE t IN $audience)
RETURN c.id AS id, type(c) AS type, n.id AS source, o.id AS target, c.provenance AS provenance,
  c.originalType AS originalType, c.validFrom AS validFrom, c.validUntil AS validUntil,
  c.happenedAt AS happenedAt, c.amountMinor AS amountMinor, c.currency AS currency
ORDER BY id
