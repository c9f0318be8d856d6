// Notes by their ids, as far as the viewer may see them.
// @access read
// @param ids string[] · audience string[]
// @returns id, author, superseded, entities, text, takenFrom, tlp, handling, supersedes
UNWIND $ids AS id
MATCH (n:Note {id: id})
WHERE any(t IN n.audience WHERE t IN $audience)
RETURN n.id AS id, n.author AS author, n.superseded AS superseded,
  n.entities AS entities, n.text AS text, n.takenFrom AS takenFrom, n.tlp AS tlp,
  n.handling AS handling, n.supersedes AS supersedes
ORDER BY id
