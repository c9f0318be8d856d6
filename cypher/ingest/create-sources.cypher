// Creates sources that are not there yet.
// @access write
// @param rows map[]
// @returns written
UNWIND $rows AS row
MERGE (s:Source {id: row.id})
SET s += row.props
RETURN count(s) AS written
