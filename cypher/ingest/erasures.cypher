// What an organisation had erased, latest first.
// @access read
// @param owner string · limit integer
// @returns id, import, account, accountName, reason, at, records, claims
MATCH (e:Erasure)
WHERE e.owner = $owner
RETURN e.id AS id, e.import AS import, e.account AS account, e.accountName AS accountName, e.reason AS reason,
  e.at AS at, e.records AS records, e.claims AS claims
ORDER BY at DESC, id
LIMIT $limit
