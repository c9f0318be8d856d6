// Reasons by their ids, to be held against what the log committed to.
// @access read
// @param ids string[]
// @returns id, account, purpose, text
UNWIND $ids AS id
MATCH (reason:Justification {id: id})
RETURN reason.id AS id, reason.account AS account, reason.purpose AS purpose, reason.text AS text
