// Ends a decision: who took it back, when and why. What it said stays to be read.
// @access write
// @param id string · props map
// @returns ended
MATCH (d:IdentityDecision {id: $id})
SET d += $props
RETURN count(d) AS ended
