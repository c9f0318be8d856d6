// Decisions about some pairs of entities, latest first.
// @access read
// @param pairs string[] · audience string[]
// @returns id, verdict, a, b, owner, account, accountName, at, reason, rule, points, features, asked, audience, demonstration, endedAt, endedBy, endReason
UNWIND $pairs AS pair
MATCH (d:IdentityDecision {pair: pair})
WHERE any(t IN d.audience WHERE t IN $audience)
RETURN d.id AS id, d.verdict AS verdict, d.a AS a, d.b AS b, d.decidedBy AS owner,
  d.account AS account, d.accountName AS accountName, d.at AS at, d.reason AS reason,
  d.rule AS rule, d.points AS points, d.features AS features, d.asked AS asked,
  d.audience AS audience, d.demonstration AS demonstration, d.endedAt AS endedAt,
  d.endedBy AS endedBy, d.endReason AS endReason
ORDER BY at DESC, id
