// Mappings of tables that organisations keep.

CREATE CONSTRAINT saved_mapping_id IF NOT EXISTS FOR (n:SavedMapping) REQUIRE n.id IS UNIQUE;
CREATE INDEX saved_mapping_id_i IF NOT EXISTS FOR (n:SavedMapping) ON (n.id);
