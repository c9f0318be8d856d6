// Tiles of the audit log's tree: the 256 hashes of each and the root over them.
// @access read
// @param ids string[]
// @returns id, hashes, root
UNWIND $ids AS wanted
MATCH (tile:AuditTile {id: wanted})
RETURN tile.id AS id, tile.hashes AS hashes, tile.root AS root
ORDER BY id
