// Writes a decision about two entities. Written again under the same id, it stays as it was.
// @access write
// @param id string · props map
// @returns id
MERGE (d:IdentityDecision {id: $id})
ON CREATE SET d += $props
RETURN d.id AS id
