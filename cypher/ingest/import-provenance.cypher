// The provenance an import wrote.
// @access read
// @param import string
// @returns id, source
MATCH (p:Provenance {import: $import})
RETURN p.id AS id, p.source AS source
ORDER BY id
