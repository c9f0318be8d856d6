// Takes the one-time set-up link off. A statement of its own after the lock: on Neo4j, whoever waited
// would otherwise still see the link it waited for.
// @access write
// @param hash string
// @returns taken
MATCH (link:SetUpLink {id: 'set-up', hash: $hash})
WITH link, link.id AS id
DELETE link
RETURN count(id) AS taken
