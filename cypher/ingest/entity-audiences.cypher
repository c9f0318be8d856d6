// How far entities reach, by what the importer may see of them: a claim about them reaches no further.
// @access read
// @param ids string[] · audience string[]
// @returns id, kind, audience
UNWIND $ids AS id
MATCH (e:Entity {id: id})<-[:DESCRIBES]-(r:Record)
WHERE any(t IN r.audience WHERE t IN $audience)
RETURN id, e.kind AS kind, [t IN r.audience WHERE t IN $audience] AS audience
ORDER BY id, r.id
