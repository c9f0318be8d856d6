// Creates identifier nodes that are not there yet.
// @access write
// @param keys string[]
// @returns there
UNWIND $keys AS key
MERGE (i:Identifier {key: key})
RETURN count(i) AS there
