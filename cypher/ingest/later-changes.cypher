// What later imports replaced of some records or claims, so that undoing an earlier import is kept there too.
// @access read
// @param targets string[] · import string
// @returns id, target, before, import
UNWIND $targets AS target
MATCH (c:Change {target: target})
WHERE c.import <> $import
RETURN c.id AS id, target, c.before AS before, c.import AS import
ORDER BY id
