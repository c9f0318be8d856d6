// Remembers that a schema file was applied.
// @access write
// @param version integer · name string
// @returns version
MERGE (s:Schema {version: $version})
ON CREATE SET s.name = $name
RETURN s.version AS version
