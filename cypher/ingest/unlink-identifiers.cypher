// Takes the identifiers off records that are about to get others.
// @access write
// @param ids string[]
// @returns unlinked
UNWIND $ids AS id
MATCH (r:Record {id: id})-[l:IDENTIFIED_BY]->(:Identifier)
DELETE l
RETURN count(*) AS unlinked
