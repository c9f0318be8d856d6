// Gives provenance a marking while other definitions it names are still missing.
// @access write
// @param id string · props map
// @returns id
MATCH (p:Provenance {id: $id})
SET p += $props
RETURN p.id AS id
