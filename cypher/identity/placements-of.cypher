// Every decision that put some records or notes where they are, or elsewhere before.
// @access read
// @param targets string[] · audience string[]
// @returns id, decision, what, target, cameFrom, fromKind, into, at, standing, before
UNWIND $targets AS target
MATCH (p:Placement {target: target})
WHERE any(t IN p.audience WHERE t IN $audience)
RETURN p.id AS id, p.decision AS decision, p.what AS what, p.target AS target, p.cameFrom AS cameFrom, p.fromKind AS fromKind, p.into AS into, p.at AS at, p.standing AS standing, p.before AS before
ORDER BY at, id
