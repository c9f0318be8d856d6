// Makes an agency if there is none under this id; one that exists keeps its name.
// @access write
// @param id string · props map
// @returns id
MERGE (agency:Agency {id: $id})
ON CREATE SET agency += $props
RETURN agency.id AS id
