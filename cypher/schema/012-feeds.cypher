// What is fetched from others on a schedule.

CREATE CONSTRAINT feed_id IF NOT EXISTS FOR (n:Feed) REQUIRE n.id IS UNIQUE;
CREATE INDEX feed_id_i IF NOT EXISTS FOR (n:Feed) ON (n.id);
