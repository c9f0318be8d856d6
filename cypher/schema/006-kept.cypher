// Views and stars that accounts keep.

CREATE CONSTRAINT saved_view_id IF NOT EXISTS FOR (n:SavedView) REQUIRE n.id IS UNIQUE;
CREATE INDEX saved_view_id_i IF NOT EXISTS FOR (n:SavedView) ON (n.id);
CREATE INDEX saved_view_account_i IF NOT EXISTS FOR (n:SavedView) ON (n.keeper);

CREATE CONSTRAINT star_id IF NOT EXISTS FOR (n:Star) REQUIRE n.id IS UNIQUE;
CREATE INDEX star_id_i IF NOT EXISTS FOR (n:Star) ON (n.id);
CREATE INDEX star_account_i IF NOT EXISTS FOR (n:Star) ON (n.keeper);
