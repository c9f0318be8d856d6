import { demonstration } from '#lib/domain/audience.ts';
import {
	allTokens,
	countTry,
	forgetTries,
	hasToken,
	lockLink,
	putAgency,
	putLink,
	readAgencies,
	readAgency,
	readLink,
	restartTries,
	takeLink
} from '#lib/server/access/queries.ts';
import { contractCase, type ContractCase } from '../case.ts';

const now = '2026-01-01T00:01:00.000Z';
const agency = { name: 'Other name', kind: 'police', demonstration: true, country: 'be' };

export const cases: ContractCase[] = [
	contractCase(readAgencies, {}),
	contractCase(readAgency, { id: 'norland' }),
	contractCase(readAgency, { id: 'nowhere' }, { title: 'an unknown agency' }),
	contractCase(putAgency, { id: 'new-one', props: agency }),
	contractCase(
		putAgency,
		{ id: 'norland', props: agency },
		{ title: 'a known agency keeps its name' }
	),
	contractCase(allTokens, {}),
	contractCase(hasToken, { token: demonstration }),
	contractCase(hasToken, { token: 'org:nowhere' }, { title: 'a token nobody wrote' }),
	contractCase(readLink, {}),
	contractCase(putLink, { hash: 'new', expiresAt: now }),
	contractCase(lockLink, { hash: 'hash' }),
	contractCase(lockLink, { hash: 'other' }, { title: 'another link' }),
	contractCase(takeLink, { hash: 'hash' }),
	contractCase(takeLink, { hash: 'other' }, { title: 'another link' }),
	contractCase(countTry, { account: 'ana', now }),
	contractCase(countTry, { account: 'someone', now }, { title: 'a first try' }),
	contractCase(restartTries, { account: 'ana', count: 1, now }),
	contractCase(forgetTries, { account: 'ana', before: '2025-06-01T00:00:00.000Z' })
];
