// The latest imports of an organisation; those marked RED only for who made them. A demonstration that was
// taken out is no news and marks no screen: its imports stand in the list of imports alone.
// @access read
// @param owner string · account string · limit integer
// @returns id, file, state, tlp, recordsDone, claimsDone, startedAt, endedAt, demonstration
// @scans 10000
MATCH (i:Import)
WHERE i.owner = $owner AND (i.tlp <> 'red' OR i.account = $account)
  AND (i.state <> 'undone' OR i.demonstration = false)
RETURN i.id AS id, i.file AS file, i.state AS state, i.tlp AS tlp, i.recordsDone AS recordsDone,
  i.claimsDone AS claimsDone, i.startedAt AS startedAt, i.endedAt AS endedAt,
  i.demonstration AS demonstration
ORDER BY startedAt DESC, id
LIMIT $limit
