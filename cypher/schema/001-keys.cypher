// Keys: one node per key, found without a scan. The constraint comes first: on Neo4j it brings its own
// index and the second statement changes nothing; on Grafeo a constraint is no index.

CREATE CONSTRAINT schema_version IF NOT EXISTS FOR (n:Schema) REQUIRE n.version IS UNIQUE;
CREATE INDEX schema_version_i IF NOT EXISTS FOR (n:Schema) ON (n.version);

CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;
CREATE INDEX entity_id_i IF NOT EXISTS FOR (n:Entity) ON (n.id);

CREATE CONSTRAINT record_id IF NOT EXISTS FOR (n:Record) REQUIRE n.id IS UNIQUE;
CREATE INDEX record_id_i IF NOT EXISTS FOR (n:Record) ON (n.id);

CREATE CONSTRAINT identifier_key IF NOT EXISTS FOR (n:Identifier) REQUIRE n.key IS UNIQUE;
CREATE INDEX identifier_key_i IF NOT EXISTS FOR (n:Identifier) ON (n.key);

CREATE CONSTRAINT provenance_id IF NOT EXISTS FOR (n:Provenance) REQUIRE n.id IS UNIQUE;
CREATE INDEX provenance_id_i IF NOT EXISTS FOR (n:Provenance) ON (n.id);

CREATE CONSTRAINT source_id IF NOT EXISTS FOR (n:Source) REQUIRE n.id IS UNIQUE;
CREATE INDEX source_id_i IF NOT EXISTS FOR (n:Source) ON (n.id);

CREATE CONSTRAINT agency_id IF NOT EXISTS FOR (n:Agency) REQUIRE n.id IS UNIQUE;
CREATE INDEX agency_id_i IF NOT EXISTS FOR (n:Agency) ON (n.id);

CREATE CONSTRAINT import_id IF NOT EXISTS FOR (n:Import) REQUIRE n.id IS UNIQUE;
CREATE INDEX import_id_i IF NOT EXISTS FOR (n:Import) ON (n.id);

CREATE CONSTRAINT change_id IF NOT EXISTS FOR (n:Change) REQUIRE n.id IS UNIQUE;
CREATE INDEX change_id_i IF NOT EXISTS FOR (n:Change) ON (n.id);

CREATE CONSTRAINT audience_token_token IF NOT EXISTS FOR (n:AudienceToken) REQUIRE n.token IS UNIQUE;
CREATE INDEX audience_token_token_i IF NOT EXISTS FOR (n:AudienceToken) ON (n.token);

CREATE CONSTRAINT audit_entry_seq IF NOT EXISTS FOR (n:AuditEntry) REQUIRE n.seq IS UNIQUE;
CREATE INDEX audit_entry_seq_i IF NOT EXISTS FOR (n:AuditEntry) ON (n.seq);

CREATE CONSTRAINT audit_head_id IF NOT EXISTS FOR (n:AuditHead) REQUIRE n.id IS UNIQUE;
CREATE INDEX audit_head_id_i IF NOT EXISTS FOR (n:AuditHead) ON (n.id);

CREATE CONSTRAINT marking_id IF NOT EXISTS FOR (n:Marking) REQUIRE n.id IS UNIQUE;
CREATE INDEX marking_id_i IF NOT EXISTS FOR (n:Marking) ON (n.id);

CREATE CONSTRAINT audit_entry_id IF NOT EXISTS FOR (n:AuditEntry) REQUIRE n.id IS UNIQUE;
CREATE INDEX audit_entry_id_i IF NOT EXISTS FOR (n:AuditEntry) ON (n.id);

CREATE CONSTRAINT sign_in_tries_account IF NOT EXISTS FOR (n:SignInTries) REQUIRE n.account IS UNIQUE;
CREATE INDEX sign_in_tries_account_i IF NOT EXISTS FOR (n:SignInTries) ON (n.account);

CREATE CONSTRAINT set_up_link_id IF NOT EXISTS FOR (n:SetUpLink) REQUIRE n.id IS UNIQUE;
CREATE INDEX set_up_link_id_i IF NOT EXISTS FOR (n:SetUpLink) ON (n.id);
