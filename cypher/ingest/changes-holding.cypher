// Journal entries that hold what some statements said, or name them. Reads every entry: for erasing only.
// @access read
// @param provenances string[]
// @returns id, before
// @scans 100000
MATCH (c:Change)
WHERE any(p IN $provenances WHERE c.before CONTAINS p)
RETURN c.id AS id, c.before AS before
ORDER BY id
