/** better-auth's own six suites for adapters. */
import {
	authFlowTestSuite,
	caseInsensitiveTestSuite,
	joinsTestSuite,
	normalTestSuite,
	testAdapter,
	transactionsTestSuite,
	uuidTestSuite
} from '@better-auth/test-utils/adapter';

type Setting = Parameters<typeof testAdapter>[0];

export async function upstreamSuites(
	adapter: Setting['adapter'],
	runMigrations: Setting['runMigrations'],
	onFinish: () => Promise<void>
) {
	const { execute } = await testAdapter({
		adapter,
		runMigrations,
		tests: [
			normalTestSuite(),
			transactionsTestSuite(),
			authFlowTestSuite(),
			caseInsensitiveTestSuite(),
			joinsTestSuite(),
			uuidTestSuite()
		],
		onFinish
	});
	execute();
}
