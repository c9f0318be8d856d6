// Stars an entity for an account.
// @access write
// @param id string · account string · entity string · at string
// @returns id
MERGE (s:Star {id: $id})
ON CREATE SET s.keeper = $account, s.entity = $entity, s.at = $at
RETURN s.id AS id
