// Notes and what they are about.

CREATE CONSTRAINT note_id IF NOT EXISTS FOR (n:Note) REQUIRE n.id IS UNIQUE;
CREATE INDEX note_id_i IF NOT EXISTS FOR (n:Note) ON (n.id);

CREATE CONSTRAINT note_on_id IF NOT EXISTS FOR (n:NoteOn) REQUIRE n.id IS UNIQUE;
CREATE INDEX note_on_id_i IF NOT EXISTS FOR (n:NoteOn) ON (n.id);
CREATE INDEX note_on_entity_i IF NOT EXISTS FOR (n:NoteOn) ON (n.entity);
