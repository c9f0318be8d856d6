/**
 * What only Arvania sees (TLP:AMBER+STRICT and RED). An analyst of Belmark must not meet any of it:
 * not in search, counts, neighbours, paths, the card of kestrel, autocomplete or an export.
 *
 * - the names and identifiers in `arvaniaOnly.names`, of entities that exist for Arvania alone;
 * - `arvaniaOnly.alias`, a name that only Arvania's own record of kestrel carries, while kestrel
 *   itself is visible to everybody;
 * - `arvaniaOnly.ties`, claims between two things that Belmark does see.
 */
import { sha256Of } from './chance.ts';
import type { TellerKey } from './sources.ts';
import type { World } from './world.ts';

export const arvaniaOnly = {
	names: [
		'Marek Ilvane',
		'Ilvane Boat Repairs',
		'14 Candlewright Lane',
		'nightjar-notes.test',
		'm.ilvane@quiet-harbour.test',
		'+999 201 555 0177',
		'AV-2026-0093',
		'Source 117, codename',
		'Laptop of Candlewright Lane',
		'Telephone of Candlewright Lane',
		'stonechat on Brackwater',
		'Savings of kestrel',
		'Joren Ilvane',
		'Notebook with wallet words'
	],
	keys: [
		'ilvane',
		'boat-repairs',
		'candlewright',
		'nightjar-notes.test',
		'm.ilvane@quiet-harbour.test',
		'p-ilvane',
		'case-arvania',
		'source-117',
		'ilvane-laptop',
		'ilvane-phone',
		'stonechat',
		'w-savings',
		'joren',
		'notebook'
	],
	alias: 'stonechat_77',
	/** Keys of things that Belmark sees, joined by what only Arvania says. */
	ties: [
		['kestrel', 'MET', 'papermoon'],
		['kestrel', 'CONTROLS', 'otc3'],
		['kestrel', 'KNOWS', 'dolmen']
	]
} as const;

export function arvania(world: World): void {
	const only: TellerKey[] = ['arvaniaCase'];
	world.thing('ilvane', 'person', 'Marek Ilvane', {
		aliases: ['M. Ilvane'],
		dataSubject: 'suspect',
		description: 'Identified as kestrel; arrested on 8 July 2026.'
	});
	world.thing('joren', 'person', 'Joren Ilvane', {
		dataSubject: 'contact',
		description: 'Brother; owner of the workshop.'
	});
	world.thing('boat-repairs', 'organisation', 'Ilvane Boat Repairs', {
		description: 'Workshop whose line the relay saw.'
	});
	world.thing('candlewright', 'location', '14 Candlewright Lane', {
		latitude: 46.41,
		longitude: -31.87
	});
	world.thing('p-ilvane', 'phone', '+999 201 555 0177', {
		identifiers: [{ scheme: 'phone', value: '+9992015550177' }]
	});
	world.thing('case-arvania', 'case', 'AV-2026-0093', {
		from: '2026-04-15',
		description: 'Arvania: the intrusion and its author.'
	});
	world.thing('source-117', 'person', 'Source 117, codename', {
		dataSubject: 'witness',
		description: 'Human source. Identity held elsewhere.'
	});
	world.thing('ilvane-laptop', 'device', 'Laptop of Candlewright Lane', {
		attributes: { sha256: sha256Of('ilvane laptop'), seizedAt: '2026-07-08T05:20:00.000Z' }
	});
	world.thing('ilvane-phone', 'device', 'Telephone of Candlewright Lane', {
		attributes: { seizedAt: '2026-07-08T05:22:00.000Z' }
	});
	world.thing('stonechat', 'persona', 'stonechat on Brackwater', {
		originalType: 'user-account',
		identifiers: [{ scheme: 'handle', value: 'brackwater/stonechat_77' }],
		dataSubject: 'suspect'
	});
	world.thing('notebook', 'exhibit', 'Notebook with wallet words', { attributes: { pages: 40 } });
	world.wallet('w-savings', 'Savings of kestrel');
	world.domain('nightjar-notes.test', { description: 'Private notes, on a server at home.' });
	world.email('m.ilvane@quiet-harbour.test');

	world.tie('kestrel', 'ALIAS_OF', 'ilvane', ['arvaniaCase/A2', 'arvaniaSource'], {
		statement: 'assessment',
		confidence: 90
	});
	world.tie('stonechat', 'ALIAS_OF', 'kestrel', ['arvaniaSource', 'arvaniaCase']);
	world.tie('ilvane', 'LOCATED_IN', 'candlewright', ['arvaniaCase/A1'], { from: '2025-06-01' });
	world.tie('candlewright', 'PART_OF', 'port-aveline', ['arvaniaCase/A1']);
	world.tie('joren', 'MEMBER_OF', 'boat-repairs', ['arvaniaCase/A1']);
	world.tie('ilvane', 'MEMBER_OF', 'boat-repairs', ['arvaniaCase/A2', 'arvaniaSource']);
	world.tie('ilvane', 'KNOWS', 'joren', ['arvaniaCase/A1'], { description: 'Brothers.' });
	world.tie('boat-repairs', 'USES', '198.51.100.23', ['arvaniaCase/A1'], {
		at: '2026-04-11 22:13',
		description: 'Source port 51882: the line of the workshop.'
	});
	world.tie('ilvane', 'USES', 'p-ilvane', ['arvaniaCase/A1', 'arvaniaSource'], {
		from: '2025-06-02'
	});
	world.tie('ilvane', 'CONTROLS', 'm.ilvane@quiet-harbour.test', ['arvaniaCase/A2']);
	world.tie('ilvane', 'CONTROLS', 'nightjar-notes.test', only);
	world.tie(
		'm.ilvane@quiet-harbour.test',
		'COMMUNICATED_WITH',
		'n.terrace@mailbridge.example',
		only,
		{ at: '2026-02-27 20:12', description: 'Recovery address of the other.' }
	);
	world.tie('ilvane', 'CONTROLS', 'ilvane-laptop', ['arvaniaCase/A1'], { until: '2026-07-08' });
	world.tie('ilvane', 'CONTROLS', 'ilvane-phone', ['arvaniaCase/A1'], { until: '2026-07-08' });
	world.tie('ilvane-laptop', 'COMMUNICATED_WITH', '203.0.113.61', ['arvaniaCase/A1'], {
		at: '2026-07-07 23:48'
	});
	world.tie('ilvane-laptop', 'COMMUNICATED_WITH', '203.0.113.45', ['arvaniaCase/A1'], {
		at: '2026-04-15 03:19'
	});
	world.tie('ilvane-laptop', 'INVOLVED_IN', 'case-arvania', ['arvaniaCase/A1'], {
		role: 'other',
		from: '2026-07-08'
	});
	world.tie('notebook', 'RELATED_TO', 'w-savings', ['arvaniaCase/A1'], {
		description: 'Twelve words of the wallet.'
	});
	world.tie('notebook', 'INVOLVED_IN', 'case-arvania', ['arvaniaCase/A1'], {
		role: 'other',
		from: '2026-07-08'
	});
	world.tie('ilvane', 'CONTROLS', 'w-savings', ['arvaniaCase/A2']);
	world.tie('w-kestrel', 'TRANSFERRED', 'w-savings', only, {
		amountMinor: 150_000_000,
		currency: 'BTC',
		at: '2026-05-03 05:12',
		attributes: { reference: 'kestrel>savings' }
	});
	world.tie('p-ilvane', 'COMMUNICATED_WITH', 'p-paper', ['arvaniaCase/A2'], {
		at: '2026-04-08 18:58'
	});
	for (const [who, role] of [
		['ilvane', 'suspect'],
		['kestrel', 'suspect'],
		['joren', 'contact'],
		['brennor', 'contact']
	] as const)
		world.tie(who, 'INVOLVED_IN', 'case-arvania', ['arvaniaCase/A1'], {
			role,
			from: '2026-05-21',
			...(who === 'brennor' && { until: '2026-06-10' })
		});
	world.tie('case-arvania', 'PART_OF', 'case-helix', only);
	world.tie('source-117', 'KNOWS', 'ilvane', [{ by: 'arvaniaSource', grade: 'B2', tlp: 'red' }]);
	world.tie('source-117', 'MET', 'ilvane', [{ by: 'arvaniaSource', grade: 'B1', tlp: 'red' }], {
		at: '2026-06-27 19:30'
	});
	world.tie(
		'source-117',
		'INVOLVED_IN',
		'case-arvania',
		[{ by: 'arvaniaSource', grade: 'A1', tlp: 'red' }],
		{ role: 'witness', from: '2026-06-01' }
	);

	const between: readonly ['MET' | 'CONTROLS' | 'KNOWS', string][] = [
		['MET', '2026-02-18 20:00'],
		['CONTROLS', '2026-04-20'],
		['KNOWS', '2026-02-18']
	];
	arvaniaOnly.ties.forEach(([from, type, to], i) => {
		const at = between[i]?.[1];
		world.tie(
			from,
			type,
			to,
			['arvaniaSource/B3', ...(type === 'CONTROLS' ? (['arvaniaCase'] as const) : [])],
			type === 'CONTROLS' ? { from: at } : { at }
		);
	});
}
