import { community, demonstration } from '#lib/domain/audience.ts';
import {
	allTokens,
	beginFinishing,
	createKey,
	endFinishing,
	forgetPlaces,
	forgetTries,
	holdTries,
	keysOf,
	hasToken,
	lockLink,
	putAgency,
	putLink,
	readAgencies,
	readAgency,
	readFinishing,
	readKey,
	readLink,
	revokeKey,
	isPlace,
	keepPlace,
	lockAgency,
	setTries,
	sharedTokens,
	takeLink,
	touchKey
} from '#lib/server/access/queries.ts';
import { contractCase, type ContractCase } from '../case.ts';
import { viewers } from '../world.ts';

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
	contractCase(lockAgency, { id: 'norland' }),
	contractCase(lockAgency, { id: 'nowhere' }, { title: 'an unknown agency' }),
	contractCase(sharedTokens, {
		id: 'e-team',
		audience: [...viewers.ana],
		tokens: [...viewers.ana, 'org:nowhere']
	}),
	contractCase(
		sharedTokens,
		{ id: 'e-red', audience: [community], tokens: [...viewers.ana] },
		{ title: 'out of sight' }
	),
	contractCase(
		sharedTokens,
		{ id: 'e-none', audience: [...viewers.ana], tokens: [...viewers.ana] },
		{ title: 'of nothing' }
	),
	contractCase(allTokens, {}),
	contractCase(hasToken, { token: demonstration }),
	contractCase(hasToken, { token: 'org:nowhere' }, { title: 'a token nobody wrote' }),
	contractCase(createKey, {
		props: { id: '00000000000000bb', hash: 'other', maker: 'ana', createdAt: now }
	}),
	contractCase(readKey, { id: '00000000000000aa' }),
	contractCase(readKey, { id: 'none' }, { title: 'a key that is not' }),
	contractCase(keysOf, { maker: 'ana' }),
	contractCase(keysOf, { maker: 'nils' }, { title: 'of somebody without keys' }),
	contractCase(revokeKey, { id: '00000000000000aa', maker: 'ana', at: now }),
	contractCase(
		revokeKey,
		{ id: '00000000000000aa', maker: 'nils', at: now },
		{ title: 'of another' }
	),
	contractCase(touchKey, { id: '00000000000000aa', at: now }),
	contractCase(readLink, {}),
	contractCase(putLink, { hash: 'new', expiresAt: now }),
	contractCase(lockLink, { hash: 'hash' }),
	contractCase(lockLink, { hash: 'other' }, { title: 'another link' }),
	contractCase(takeLink, { hash: 'hash' }),
	contractCase(takeLink, { hash: 'other' }, { title: 'another link' }),
	contractCase(readFinishing, {}),
	contractCase(beginFinishing, { account: 'ana', until: now }),
	contractCase(endFinishing, { account: 'ana' }),
	contractCase(endFinishing, { account: 'nils' }, { title: 'somebody else’s' }),
	contractCase(holdTries, { key: 'ana', now }),
	contractCase(holdTries, { key: 'someone', now }, { title: 'a first try' }),
	contractCase(setTries, { key: 'ana', times: [now] }),
	contractCase(setTries, { key: 'someone', times: [now] }, { title: 'nothing was counted' }),
	contractCase(forgetTries, { keys: ['ana'], before: '2025-06-01T00:00:00.000Z' }),
	contractCase(isPlace, { key: 'ana-home', after: '2025-06-01T00:00:00.000Z' }),
	contractCase(
		isPlace,
		{ key: 'ana-home', after: '2026-06-01T00:00:00.000Z' },
		{ title: 'too long ago' }
	),
	contractCase(keepPlace, { key: 'ana-home', now }),
	contractCase(keepPlace, { key: 'nils-home', now }, { title: 'a new place' }),
	contractCase(forgetPlaces, { before: '2026-06-01T00:00:00.000Z' })
];
