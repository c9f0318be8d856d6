// One saved view by its id.
// @access read
// @param id string
// @returns id, name, account, outline, tokens, savedAt
MATCH (s:SavedView {id: $id})
RETURN s.id AS id, s.name AS name, s.keeper AS account, s.outline AS outline, s.tokens AS tokens,
  s.savedAt AS savedAt
