import { counts } from '#lib/server/graph/neo4j.ts';
import { searchTexts, setSearchTexts } from '#lib/server/graph/schema-steps.ts';
import { applied, remember } from '#lib/server/graph/schema.ts';
import { contractCase, type ContractCase } from '../case.ts';

export const cases: ContractCase[] = [
	contractCase(applied, {}),
	contractCase(remember, { version: 998, name: 'later' }),
	contractCase(
		remember,
		{ version: 1, name: 'known already' },
		{ title: 'a version already there' }
	),
	contractCase(counts, {}),
	contractCase(searchTexts, { from: 'r-', to: 'r-t' }),
	contractCase(setSearchTexts, {
		rows: [
			{ id: 'r-team-1', search: ' ne new' },
			{ id: 'r-none', search: ' no' }
		]
	})
];
