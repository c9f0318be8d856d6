// The roots of some tiles of the audit log's tree, without their hashes.
// @access read
// @param ids string[]
// @returns id, root
UNWIND $ids AS wanted
MATCH (tile:AuditTile {id: wanted})
RETURN tile.id AS id, tile.root AS root
ORDER BY id
