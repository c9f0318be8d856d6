// One import.
// @access read
// @param id string
// @returns props
MATCH (i:Import {id: $id})
RETURN properties(i) AS props
