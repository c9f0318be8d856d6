// Decisions about what is one, and where they put records.

CREATE CONSTRAINT identity_decision_id IF NOT EXISTS FOR (n:IdentityDecision) REQUIRE n.id IS UNIQUE;
CREATE INDEX identity_decision_id_i IF NOT EXISTS FOR (n:IdentityDecision) ON (n.id);
CREATE INDEX identity_decision_pair_i IF NOT EXISTS FOR (n:IdentityDecision) ON (n.pair);
CREATE INDEX identity_decision_by_i IF NOT EXISTS FOR (n:IdentityDecision) ON (n.decidedBy);
CREATE INDEX identity_decision_a_i IF NOT EXISTS FOR (n:IdentityDecision) ON (n.a);
CREATE INDEX identity_decision_b_i IF NOT EXISTS FOR (n:IdentityDecision) ON (n.b);
CREATE INDEX identity_decision_asks_i IF NOT EXISTS FOR (n:IdentityDecision) ON (n.verdict);

CREATE CONSTRAINT placement_id IF NOT EXISTS FOR (n:Placement) REQUIRE n.id IS UNIQUE;
CREATE INDEX placement_id_i IF NOT EXISTS FOR (n:Placement) ON (n.id);
CREATE INDEX placement_decision_i IF NOT EXISTS FOR (n:Placement) ON (n.decision);
CREATE INDEX placement_target_i IF NOT EXISTS FOR (n:Placement) ON (n.target);
