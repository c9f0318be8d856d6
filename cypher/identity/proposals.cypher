// What other organisations propose to this one and nobody of it has answered, latest first.
// @access read
// @param organisation string · limit integer · audience string[]
// @returns id, verdict, a, b, owner, account, accountName, at, reason, rule, points, features, asked, audience, demonstration, endedAt, endedBy, endReason
// @scans 50000
MATCH (d:IdentityDecision {verdict: 'proposed'})
WHERE $organisation IN d.asked AND d.endedAt IS NULL AND any(t IN d.audience WHERE t IN $audience)
WITH d
ORDER BY d.at DESC, d.id
LIMIT $limit
RETURN d.id AS id, d.verdict AS verdict, d.a AS a, d.b AS b, d.decidedBy AS owner,
  d.account AS account, d.accountName AS accountName, d.at AS at, d.reason AS reason,
  d.rule AS rule, d.points AS points, d.features AS features, d.asked AS asked,
  d.audience AS audience, d.demonstration AS demonstration, d.endedAt AS endedAt,
  d.endedBy AS endedBy, d.endReason AS endReason
ORDER BY at DESC, id
