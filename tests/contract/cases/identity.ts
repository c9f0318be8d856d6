import * as queries from '#lib/server/identity/queries.ts';
import { contractCase, type ContractCase } from '../case.ts';
import { viewers } from '../world.ts';

const audience = [...viewers.ana];
const at = '2026-04-01T00:00:00.000Z';
const props = {
	verdict: 'two',
	a: 'e-bank',
	b: 'e-team',
	pair: 'e-bank e-team',
	decidedBy: 'belmark',
	account: 'ana',
	accountName: 'Ana',
	at,
	reason: 'Été',
	audience: ['community'],
	demonstration: false
};
const verdicts = ['one', 'apart', 'two', 'later', 'proposed'] as const;

export const cases: ContractCase[] = [
	contractCase(queries.putDecision, { id: 'd-new', props }),
	contractCase(queries.putDecision, { id: 'd-one', props }, { title: 'that is there already' }),
	contractCase(queries.endDecision, {
		id: 'd-one',
		props: { endedAt: at, endedBy: 'Ana', endReason: '' }
	}),
	contractCase(queries.putPlacements, {
		rows: [
			{
				id: 'd-new r-team-1',
				props: { decision: 'd-new', what: 'record', target: 'r-team-1', standing: true, audience }
			}
		]
	}),
	contractCase(queries.endPlacements, { ids: ['d-one r-team-1', 'none'], at }),
	contractCase(queries.decision, { id: 'd-one', audience }),
	contractCase(queries.decision, { id: 'd-norland', audience }, { title: 'of others' }),
	contractCase(queries.decisionsBetween, {
		pairs: ['e-team e-worm', 'e-gone e-team', 'none none'],
		audience
	}),
	contractCase(queries.decisionsAbout, { entity: 'e-team', audience }),
	contractCase(queries.decisionsOf, {
		owner: 'belmark',
		verdicts: [...verdicts],
		skip: 0,
		limit: 2,
		audience
	}),
	contractCase(
		queries.decisionsOf,
		{ owner: 'belmark', verdicts: ['two'], skip: 0, limit: 10, audience },
		{ title: 'of one verdict' }
	),
	contractCase(queries.proposals, {
		organisation: 'norland',
		limit: 10,
		audience: [...viewers.nils]
	}),
	contractCase(
		queries.proposals,
		{ organisation: 'belmark', limit: 10, audience },
		{ title: 'asked of nobody there' }
	),
	contractCase(queries.placements, { decisions: ['d-one', 'd-norland'], audience }),
	contractCase(queries.placementsOf, { targets: ['r-team-1', 'n-old'], audience }),
	contractCase(queries.entityIds, {
		from: '',
		to: '\u{10ffff}',
		kinds: ['group', 'malware', 'organisation'],
		audience
	}),
	contractCase(queries.records, { ids: ['e-team', 'e-worm', 'e-none'], audience }),
	contractCase(queries.standingOf, { ids: ['r-team-1', 'r-red'], audience }),
	contractCase(queries.ties, { ids: ['e-team', 'e-worm'], audience }),
	contractCase(queries.marks, { ids: ['p-mitre', 'p-norland', 'p-red'], audience }),
	contractCase(queries.notesOn, { entity: 'e-team', audience }),
	contractCase(queries.notes, { ids: ['n-old', 'n-new', 'n-norland'], audience }),
	contractCase(queries.readdressNotes, { rows: [{ id: 'n-old', entities: ['e-worm'] }] }),
	contractCase(queries.putNoteEnds, {
		rows: [
			{ id: 'n-old e-worm', note: 'n-old', entity: 'e-worm' },
			{ id: 'n-old e-team', note: 'n-old', entity: 'e-team' }
		]
	}),
	contractCase(queries.dropNoteEnds, { ids: ['n-old e-team', 'none'] }),
	contractCase(queries.registerTokens, { tokens: ['org:new', 'everyone'] })
];
