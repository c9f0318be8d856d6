// The mappings of tables that an organisation keeps, by name.
// @access read
// @param owner string
// @returns id, name, mapping, savedBy, savedAt
MATCH (s:SavedMapping)
WHERE s.owner = $owner
RETURN s.id AS id, s.name AS name, s.mapping AS mapping, s.savedBy AS savedBy, s.savedAt AS savedAt
ORDER BY name, id
