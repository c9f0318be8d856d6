// Removes identifiers that no record carries any more.
// @access write
// @param keys string[]
// @returns removed
UNWIND $keys AS key
MATCH (i:Identifier {key: key})
WHERE COUNT { (i)<-[:IDENTIFIED_BY]-(:Record) } = 0
DELETE i
RETURN count(*) AS removed
