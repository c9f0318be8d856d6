// Forgets a mapping of an organisation.
// @access write
// @param id string · owner string
// @returns forgotten
MATCH (s:SavedMapping {id: $id})
WHERE s.owner = $owner
DETACH DELETE s
RETURN count(*) AS forgotten
