// How many nodes carry each label.
// @access read
// @returns label, nodes
// @scans 400000
// @unfiltered backup and verify hold the whole graph against itself; they show counts to the operator alone
MATCH (n)
UNWIND labels(n) AS label
RETURN label, count(*) AS nodes
ORDER BY label
