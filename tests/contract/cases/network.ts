import { claimTypeNames } from '#lib/domain/claim-types.ts';
import * as queries from '#lib/server/network/queries.ts';
import { contractCase, type ContractCase } from '../case.ts';
import { viewers } from '../world.ts';

const audience = [...viewers.ana];
const types = [...claimTypeNames];
const everyone = [
	'e-team',
	'e-worm',
	'e-bank',
	'e-wallet',
	'e-person',
	'e-domain',
	'e-ip',
	'e-red'
];
const words = {
	word: 'sandworm',
	words: [' sandworm'],
	names: ['sandworm'],
	head: ' sandworm',
	longer: ' sandworm t'
};

export const cases: ContractCase[] = [
	contractCase(queries.claimsOut, { id: 'e-team', types: [], audience }),
	contractCase(queries.claimsOut, { id: 'e-domain', types, audience }, { title: 'a self-loop' }),
	contractCase(
		queries.claimsOut,
		{ id: 'e-worm', types: ['USES'], audience },
		{ title: 'of one type' }
	),
	contractCase(queries.claimsOut, { id: 'e-none', types, audience }, { title: 'of nothing' }),
	contractCase(queries.claimsIn, { id: 'e-worm', types, audience }),
	contractCase(queries.claimsIn, { id: 'e-wallet', types, audience }, { title: 'dated' }),
	contractCase(queries.claimsBetween, {
		rows: [
			{ id: 'e-team', others: ['e-worm', 'e-person'] },
			{ id: 'e-worm', others: ['e-team'] },
			{ id: 'e-domain', others: ['e-domain'] },
			{ id: 'e-account', others: ['e-wallet'] }
		],
		audience
	}),
	contractCase(queries.seen, { ids: [...everyone, 'e-none', 'e-hidden'], audience }),
	contractCase(queries.targets, { ids: everyone, audience }),
	contractCase(queries.neighbours, { ids: everyone, audience }),
	contractCase(queries.degrees, { ids: [...everyone, 'e-none', 'e-hidden'], audience }),
	contractCase(queries.records, { ids: [...everyone, 'e-none', 'e-hidden'], audience }),
	contractCase(queries.provenance, { ids: ['p-green', 'p-mitre', 'p-norland', 'p-red'], audience }),
	contractCase(queries.added, { ids: ['p-green', 'p-mitre', 'p-norland', 'p-red'], audience }),
	contractCase(queries.marks, { ids: ['p-green', 'p-mitre', 'p-norland', 'p-red'], audience }),
	contractCase(queries.agencies, { ids: ['belmark', 'emile', 'none'] }),
	contractCase(queries.searchWordsQuery, {
		...words,
		known: ['e-worm'],
		shielded: [],
		withheld: [],
		limit: 10,
		audience
	}),
	contractCase(
		queries.searchWordsQuery,
		{ ...words, known: [], shielded: [], withheld: [], limit: 1, audience },
		{ title: 'cut' }
	),
	contractCase(
		queries.searchWordsQuery,
		{
			...words,
			words: [' sandworm', ' bear'],
			known: [],
			shielded: [],
			withheld: [],
			limit: 10,
			audience
		},
		{ title: 'two words' }
	),
	contractCase(
		queries.searchWordsQuery,
		{
			word: 'evil',
			words: [],
			names: ['evil.example'],
			head: ' ev evi evil',
			longer: ' ev evi evil evil',
			known: [],
			shielded: [],
			withheld: [],
			limit: 9,
			audience
		},
		{ title: 'a name' }
	),
	contractCase(
		queries.searchWordsQuery,
		{
			word: '李小龙',
			words: [],
			names: ['李小龙'],
			head: ' 李小龙',
			longer: ' 李小龙 李小龙',
			known: [],
			shielded: [],
			withheld: [],
			limit: 9,
			audience
		},
		{ title: 'another alphabet' }
	),
	contractCase(
		queries.searchWordsQuery,
		{
			word: '李小龙',
			words: [],
			names: ['李小龙'],
			head: ' 李小龙',
			longer: ' 李小龙 李小龙',
			known: [],
			shielded: ['victim', 'witness'],
			withheld: [],
			limit: 9,
			audience
		},
		{ title: 'a victim left out' }
	),
	contractCase(queries.searchIdentifiers, {
		keys: ['domain:evil.example', 'sha256:ab', 'wallet:bc1', 'ip:none'],
		shielded: [],
		withheld: [],
		audience
	}),
	contractCase(
		queries.searchIdentifiers,
		{ keys: ['domain:evil.example', 'email:capek'], shielded: ['victim'], withheld: [], audience },
		{ title: 'a victim left out' }
	),
	contractCase(
		queries.searchWordsQuery,
		{ ...words, known: [], shielded: [], withheld: ['p-green'], limit: 9, audience },
		{ title: 'without what a card holds back' }
	),
	contractCase(
		queries.searchIdentifiers,
		{
			keys: ['domain:evil.example', 'sha256:ab', 'wallet:bc1'],
			shielded: [],
			withheld: ['p-green', 'p-mitre'],
			audience
		},
		{ title: 'without what a card holds back' }
	),
	contractCase(queries.searchLabels, {
		word: 'sandworm',
		words: [' sandworm'],
		withheld: ['p-green', 'p-mitre', 'p-red'],
		shielded: [],
		limit: 9,
		audience
	}),
	contractCase(
		queries.searchLabels,
		{
			word: '李小龙',
			words: [],
			withheld: ['p-green', 'p-mitre', 'p-red'],
			shielded: ['victim', 'witness'],
			limit: 9,
			audience
		},
		{ title: 'a victim left out' }
	),
	contractCase(queries.withheld, { limiting: ['H1', 'H2'], audience }),
	contractCase(queries.fullRecords, { ids: everyone, audience }),
	contractCase(queries.cardClaims, { id: 'e-worm', skip: 0, limit: 10, audience }),
	contractCase(
		queries.cardClaims,
		{ id: 'e-team', skip: 1, limit: 2, audience },
		{ title: 'a middle page' }
	),
	contractCase(
		queries.cardClaims,
		{ id: 'e-domain', skip: 0, limit: 10, audience },
		{ title: 'a self-loop' }
	),
	contractCase(
		queries.cardClaims,
		{ id: 'e-account', skip: 0, limit: 10, audience },
		{ title: 'amounts' }
	),
	contractCase(queries.claimTotal, { id: 'e-team', audience }),
	contractCase(queries.fullClaims, { ids: everyone, audience }),
	contractCase(queries.claimsOf, {
		id: 'e-team',
		claims: ['c-uses-1', 'c-uses-3', 'c-uses-old'],
		audience
	}),
	contractCase(
		queries.claimsOf,
		{ id: 'e-team', claims: ['nothing'], audience },
		{ title: 'none' }
	),
	contractCase(queries.notesOn, { ids: ['e-team', 'e-worm', 'e-none'], audience }),
	contractCase(queries.note, { ids: ['n-old'], audience }),
	contractCase(queries.note, { ids: ['n-new', 'n-old'], audience }, { title: 'two of them' }),
	contractCase(
		queries.note,
		{ ids: ['n-norland'], audience },
		{ title: 'of another organisation' }
	),
	contractCase(queries.createNote, {
		id: 'n-1',
		props: { text: 'Said', entities: ['e-team'], audience: ['person:ana'], handling: [] }
	}),
	contractCase(
		queries.createNote,
		{ id: 'n-old', props: { text: 'Changed' } },
		{ title: 'that is there already' }
	),
	contractCase(queries.createNoteEnds, {
		rows: [
			{ id: 'n-1 e-team', note: 'n-1', entity: 'e-team' },
			{ id: 'n-old e-team', note: 'n-1', entity: 'e-team' }
		]
	}),
	contractCase(queries.supersedeNote, { id: 'n-new', by: 'n-1' }),
	contractCase(queries.registerTokens, { tokens: ['person:new', 'org:belmark'] }),
	contractCase(queries.expansionsOut, { id: 'e-team', audience }),
	contractCase(queries.expansionsIn, { id: 'e-worm', audience }),
	contractCase(queries.summaryKinds, { limit: 100, audience }),
	contractCase(queries.summaryClaims, { limit: 100, audience }),
	contractCase(
		queries.summaryClaims,
		{ limit: 2, audience: ['everyone', 'community'] },
		{ title: 'bounded' }
	),
	contractCase(queries.summarySources, { audience }),
	contractCase(queries.summaryImports, { owner: 'belmark', account: 'ana', limit: 5 }),
	contractCase(
		queries.summaryImports,
		{ owner: 'belmark', account: 'bert', limit: 5 },
		{ title: 'of a colleague' }
	),
	contractCase(queries.entityIds, { from: 'e-d', to: 'e-p', audience }),
	contractCase(
		queries.entityIds,
		{ from: '', to: '\u{10ffff}', audience },
		{ title: 'all of them' }
	),
	contractCase(queries.recordRefs, { ids: ['r-team-1', 'r-hidden', 'r-none'], audience }),
	contractCase(queries.recordsByIdentifier, {
		keys: ['stix:malware--1', 'sha256:ab', 'domain:evil.example'],
		audience
	})
];
