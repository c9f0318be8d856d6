// Audit entries of a stretch of numbers that fit, the latest first. Organisations, actors, subjects,
// named ids and operations narrow only where something is given.
// @access read
// @param from integer · to integer · organisations string[] · actors string[] · subjects string[] · named string[] · operations string[] · outcomes string[] · since string · until string · limit integer
// @returns seq, entry
// @scans 50000
MATCH (entry:AuditEntry)
WHERE entry.seq >= $from AND entry.seq < $to
WITH entry
WHERE (size($organisations) = 0 OR entry.organisation IN $organisations)
  AND (size($actors) = 0 OR entry.actor IN $actors)
  AND (size($operations) = 0 OR entry.operation IN $operations)
  AND (size($outcomes) = 0 OR entry.outcome IN $outcomes)
  AND entry.at >= $since AND entry.at < $until
  AND (size($named) = 0 OR any(one IN coalesce(entry.subjects, []) WHERE one IN $named))
  AND (size($subjects) = 0 OR any(one IN coalesce(entry.subjects, []) WHERE one IN $subjects))
RETURN entry.seq AS seq, properties(entry) AS entry
ORDER BY seq DESC, entry.id
LIMIT $limit
