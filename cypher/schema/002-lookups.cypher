// Properties that are looked up and shared by several nodes.

CREATE INDEX record_key_i IF NOT EXISTS FOR (n:Record) ON (n.key);
CREATE INDEX provenance_import_i IF NOT EXISTS FOR (n:Provenance) ON (n.import);
CREATE INDEX change_import_i IF NOT EXISTS FOR (n:Change) ON (n.import);
CREATE INDEX record_provenance_i IF NOT EXISTS FOR (n:Record) ON (n.provenance);
CREATE INDEX change_target_i IF NOT EXISTS FOR (n:Change) ON (n.target);
