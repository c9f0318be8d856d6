// Why somebody read a restricted item, for whoever audits.
// @access read
// @param id string
// @returns id, account, organisation, entity, purpose, text, at, until
MATCH (reason:Justification {id: $id})
RETURN reason.id AS id, reason.account AS account, reason.organisation AS organisation,
  reason.entity AS entity, reason.purpose AS purpose, reason.text AS text, reason.at AS at,
  reason.until AS until
