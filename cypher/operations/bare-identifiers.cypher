// Which of some identifiers no record carries.
// @access read
// @param keys string[]
// @returns key
// @unfiltered verify looks for identifiers without any record
UNWIND $keys AS key
MATCH (i:Identifier {key: key})
WHERE COUNT { (i)<-[:IDENTIFIED_BY]-(:Record) } = 0
RETURN key
ORDER BY key
