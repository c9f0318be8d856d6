// Words of records, already folded and split by spaces when they are written. The embedded engine makes
// its own text index when the file is opened (src/lib/server/graph/embedded.ts).

CREATE FULLTEXT INDEX record_search IF NOT EXISTS FOR (n:Record) ON EACH [n.search]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace', `fulltext.eventually_consistent`: false}};

CALL db.awaitIndexes(300);
