// What some decisions put where.
// @access read
// @param decisions string[] · audience string[]
// @returns id, decision, what, target, cameFrom, fromKind, into, at, standing, before
UNWIND $decisions AS decision
MATCH (p:Placement {decision: decision})
WHERE any(t IN p.audience WHERE t IN $audience)
RETURN p.id AS id, p.decision AS decision, p.what AS what, p.target AS target, p.cameFrom AS cameFrom, p.fromKind AS fromKind, p.into AS into, p.at AS at, p.standing AS standing, p.before AS before
ORDER BY at, id
