// Restores nodes of one label.
// @access write
// @param rows map[]
// @returns created
// @choose LABEL stored-label
UNWIND $rows AS row
CREATE (n:__LABEL__)
SET n = row.props
RETURN count(n) AS created
