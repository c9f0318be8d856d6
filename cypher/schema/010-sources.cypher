// The register of sources, and what was erased.

CREATE CONSTRAINT source_entry_id IF NOT EXISTS FOR (n:SourceEntry) REQUIRE n.id IS UNIQUE;
CREATE INDEX source_entry_id_i IF NOT EXISTS FOR (n:SourceEntry) ON (n.id);

CREATE CONSTRAINT erasure_id IF NOT EXISTS FOR (n:Erasure) REQUIRE n.id IS UNIQUE;
CREATE INDEX erasure_id_i IF NOT EXISTS FOR (n:Erasure) ON (n.id);
