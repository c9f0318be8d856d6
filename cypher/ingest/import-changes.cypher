// What an import replaced or removed, latest first.
// @access read
// @param import string
// @returns id, what, target, before, seq
MATCH (c:Change {import: $import})
RETURN c.id AS id, c.what AS what, c.target AS target, c.before AS before, c.seq AS seq
ORDER BY seq DESC, id
