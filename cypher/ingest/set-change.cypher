// Replaces what a later import remembers of a record or claim.
// @access write
// @param id string · before string
// @returns id
MATCH (c:Change {id: $id})
SET c.before = $before
RETURN c.id AS id
