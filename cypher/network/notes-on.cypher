// Visible notes about some entities, and everything each of them is about.
// @access read
// @param ids string[] · audience string[]
// @returns id, entities, text, takenFrom, author, authorName, owner, audience, tlp, handling, writtenAt, demonstration, supersedes, superseded
UNWIND $ids AS entity
MATCH (o:NoteOn {entity: entity})
MATCH (n:Note {id: o.note})
WHERE any(t IN n.audience WHERE t IN $audience)
RETURN DISTINCT n.id AS id, n.entities AS entities, n.text AS text,
  n.takenFrom AS takenFrom, n.author AS author,
  n.authorName AS authorName, n.owner AS owner, [t IN n.audience WHERE t IN $audience] AS audience,
  n.tlp AS tlp, n.handling AS handling, n.writtenAt AS writtenAt, n.demonstration AS demonstration,
  n.supersedes AS supersedes, n.superseded AS superseded
ORDER BY writtenAt DESC, id
