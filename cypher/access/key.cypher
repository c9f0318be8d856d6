// A key by the part of it that is no secret.
// @access read
// @param id string
// @returns props
MATCH (k:ApiKey {id: $id})
RETURN properties(k) AS props
