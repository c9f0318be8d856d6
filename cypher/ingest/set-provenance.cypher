// Changes what stands of statements: how far they reach, when their need is reviewed.
// @access write
// @param rows map[]
// @returns changed
UNWIND $rows AS row
MATCH (p:Provenance {id: row.id})
SET p += row.props
RETURN count(p) AS changed
