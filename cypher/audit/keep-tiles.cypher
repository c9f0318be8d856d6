// Keeps tiles of the audit log's tree that are full: they never change again.
// @access write
// @param tiles list of {id, hashes, root}
// @returns kept
UNWIND $tiles AS tile
MERGE (made:AuditTile {id: tile.id})
SET made.hashes = tile.hashes, made.root = tile.root
RETURN count(made) AS kept
