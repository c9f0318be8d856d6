// Keys with which programs pull what their maker's organisation may see. The account is `maker`: an index
// on a property serves every label.

CREATE CONSTRAINT api_key_id IF NOT EXISTS FOR (n:ApiKey) REQUIRE n.id IS UNIQUE;
CREATE INDEX api_key_id_i IF NOT EXISTS FOR (n:ApiKey) ON (n.id);
CREATE INDEX api_key_maker_i IF NOT EXISTS FOR (n:ApiKey) ON (n.maker);
