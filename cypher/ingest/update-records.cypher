// Replaces all properties of records with those of a newer version.
// @access write
// @param rows map[]
// @returns updated
UNWIND $rows AS row
MATCH (r:Record {id: row.id})
SET r = row.props
RETURN count(r) AS updated
