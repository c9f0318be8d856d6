// How many nodes and relationships the store holds.
// @access read
// @returns nodes, relationships
// @scans 400000
// @unfiltered sizes of the whole store, for backups and the check at start; never shown to a viewer
CALL () { MATCH (n) RETURN count(n) AS nodes }
CALL () { MATCH ()-[r]->() RETURN count(r) AS relationships }
RETURN nodes, relationships
