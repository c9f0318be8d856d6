// The provenance an import wrote, and how far each reaches.
// @access read
// @param import string
// @returns id, source, audience
MATCH (p:Provenance {import: $import})
RETURN p.id AS id, p.source AS source, p.audience AS audience
ORDER BY id
