// Keeps why somebody reads a restricted item.
// @access write
// @param props map
// @returns id
CREATE (made:Justification)
SET made = $props
RETURN made.id AS id
