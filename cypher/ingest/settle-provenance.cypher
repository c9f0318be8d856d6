// Gives provenance the marking that its definitions, now known, say.
// @access write
// @param id string · props map
// @returns id
MATCH (p:Provenance {id: $id})
SET p += $props
REMOVE p.awaits, p.statedTlp, p.defaultTlp, p.floor
RETURN p.id AS id
