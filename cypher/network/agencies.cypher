// Names of organisations that own data.
// @access read
// @param ids string[]
// @returns id, name, nameFr
UNWIND $ids AS id
MATCH (a:Agency {id: id})
RETURN id, a.name AS name, a.nameFr AS nameFr
ORDER BY id
