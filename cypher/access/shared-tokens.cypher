// Which of some tokens stand in the audience of those records of an entity that the audience sees.
// @access read
// @param id string · audience string[] · tokens string[]
// @returns token
MATCH (n:Entity {id: $id})<-[:DESCRIBES]-(r:Record)
WHERE any(t IN r.audience WHERE t IN $audience)
UNWIND r.audience AS token
WITH DISTINCT token
WHERE token IN $tokens
RETURN token
ORDER BY token
