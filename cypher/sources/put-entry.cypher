// Writes a version of an entry in the register of sources.
// @access write
// @param id string · props map
// @returns id
MERGE (e:SourceEntry {id: $id})
ON CREATE SET e += $props
RETURN e.id AS id
