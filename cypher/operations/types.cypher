// How many relationships there are of each type.
// @access read
// @returns type, relationships
// @scans 400000
// @unfiltered backup and verify hold the whole graph against itself; they show counts to the operator alone
MATCH ()-[r]->()
WITH type(r) AS type, count(*) AS relationships
RETURN type, relationships
ORDER BY type
