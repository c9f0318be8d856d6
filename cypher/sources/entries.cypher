// Every version of an organisation's entries in the register of sources, latest first.
// @access read
// @param owner string
// @returns id, source, props
MATCH (e:SourceEntry)
WHERE e.owner = $owner
RETURN e.id AS id, e.source AS source, properties(e) AS props
ORDER BY e.at DESC, id DESC
