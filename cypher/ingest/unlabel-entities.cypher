// Takes the label of a kind off entities that turn out to be of another.
// @access write
// @param ids string[]
// @returns unlabelled
// @choose LABEL kind-label
UNWIND $ids AS id
MATCH (e:Entity {id: id})
REMOVE e:__LABEL__
RETURN count(e) AS unlabelled
