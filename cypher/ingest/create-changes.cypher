// Journals what an import replaced, so that it can be undone whole.
// @access write
// @param rows map[]
// @returns journalled
UNWIND $rows AS row
CREATE (c:Change)
SET c = row.props
RETURN count(c) AS journalled
