/** The order in which test files start: those that take minutes first, so that none is left alone at the end. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Longest first; everything else as it comes. */
const long = [
	'crash/kill',
	'graph/neo4j',
	'network/no-leak',
	'access/neo4j',
	'contract/contract',
	'access/sign-in',
	'operator/commands',
	'operations/backup',
	'expressions',
	'network/requests'
];

const placeOf = ({ moduleId }: TestSpecification): number => {
	const place = long.findIndex((name) => moduleId.endsWith(`tests/${name}.test.ts`));
	return place < 0 ? long.length : place;
};

export class LongestFirst extends BaseSequencer {
	override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		return Promise.resolve(files.toSorted((a, b) => placeOf(a) - placeOf(b)));
	}
}
