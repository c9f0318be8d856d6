/**
 * Two networks that have nothing to do with HELIX but for one weak tie each: what an analyst meets
 * when following a thread that should not be trusted. Neither shares a place or a host with the rest.
 */
import { iban } from './chance.ts';
import type { Telling, World } from './world.ts';

/** The only claims that join either network to the others. */
export const weakTies = [
	['p-parcel-1', 'RELATED_TO', 'p-paper'],
	['greywether', 'ALIAS_OF', 'ruddyduck']
] as const;

export function apart(world: World): void {
	parcels(world);
	market(world);
}

const ring = [
	['hobb', 'Mattis Hobb'],
	['sele', 'Runa Sele'],
	['varnish', 'Peik Varnish'],
	['ottery', 'Lioba Ottery']
] as const;
const fakes = [
	'post-belmark-fee.test',
	'parcel-hold.test',
	'customs-pay.test',
	'depot-release.test'
] as const;

function parcels(world: World): void {
	const by: Telling[] = ['belmarkPost'];
	world.thing('sorting-room', 'group', 'Sorting Room', {
		crimeArea: 'online-fraud',
		description: 'Text messages about parcels that do not exist.'
	});
	world.thing('parcel-kit', 'tool', 'Franking kit', {
		description: 'False payment pages for parcel fees.'
	});
	ring.forEach(([key, name], i) => {
		world.thing(key, 'person', name, { dataSubject: 'suspect' });
		world.thing(`p-parcel-${i}`, 'phone', `+999 202 555 02${10 + i}`, {
			identifiers: [{ scheme: 'phone', value: `+99920255502${10 + i}` }]
		});
		world.thing(`a-parcel-${i}`, 'account', `${name}, savings`, {
			identifiers: [{ scheme: 'iban', value: iban('XB', 'OSTM', `44100${i}`) }]
		});
		world.tie(key, 'MEMBER_OF', 'sorting-room', by, { from: '2025-09-01' });
		world.tie(key, 'USES', `p-parcel-${i}`, by, { from: '2025-10-10' });
		world.tie(key, 'CONTROLS', `a-parcel-${i}`, ['belmarkPost/A1']);
	});
	fakes.forEach((name, i) => {
		const domain = world.domain(name, { from: `2025-1${i % 3}-05` });
		const ip = world.ip(`192.0.2.${20 + i}`);
		world.tie(domain, 'RESOLVES_TO', ip, by, { from: `2025-1${i % 3}-05` });
		world.tie('parcel-kit', 'USES', domain, by);
		world.tie(`p-parcel-${i}`, 'COMMUNICATED_WITH', domain, by, {
			at: `2026-0${i + 1}-12`,
			description: 'Text messages carried its address.'
		});
	});
	['2025-12-18', '2026-02-03', '2026-05-22'].forEach((date, i) => {
		const wave = world.thing(`wave-${i}`, 'incident', `Wave of parcel messages, ${date}`, {
			from: date,
			crimeArea: 'online-fraud',
			sectors: ['postal-and-courier']
		});
		world.tie(wave, 'ATTRIBUTED_TO', 'sorting-room', by, {
			statement: 'assessment',
			confidence: 80
		});
		world.tie(wave, 'USES', 'parcel-kit', by);
		world.tie(wave, 'USES', fakes[i] ?? fakes[0], by, { at: date });
		world.tie(`a-parcel-${i}`, 'TRANSFERRED', 'a-parcel-3', ['belmarkPost/A1'], {
			amountMinor: 184_550 + i * 92_275,
			currency: 'EUR',
			at: `${date} 18:00`,
			attributes: { reference: `wave ${i}` }
		});
	});
	world.tie('hobb', 'CONTROLS', 'parcel-kit', by);
	world.tie('sele', 'COMMUNICATED_WITH', 'hobb', by, { at: '2026-01-07' });
	world.tie('p-parcel-1', 'RELATED_TO', 'p-paper', ['belmarkPost/X4'], {
		statement: 'assessment',
		confidence: 15,
		description: 'Both cards came from the same kiosk, which sells two hundred a week.'
	});
}

const stalls = [
	'greywether',
	'plover_row',
	'mudlark',
	'cinderpath',
	'old_sluice',
	'quern'
] as const;

function market(world: World): void {
	world.thing('salt-market', 'service', 'Salt Quay market', {
		crimeArea: 'criminal-markets',
		from: '2025-06-15',
		until: '2026-08-02'
	});
	const site = world.domain('salt-quay-market.test', { from: '2025-06-15' });
	const ip = world.ip('192.0.2.140', { description: 'Front server of the market.' });
	world.tie('salt-market', 'RESOLVES_TO', site, ['vantry', 'corlandBulletin'], {
		from: '2025-06-15',
		until: '2026-08-02'
	});
	world.tie(site, 'RESOLVES_TO', ip, ['vantry', 'corlandBulletin'], {
		from: '2025-06-15',
		until: '2026-08-02'
	});
	stalls.forEach((name, i) => {
		world.thing(name, 'persona', name, {
			dataSubject: 'suspect',
			identifiers: [{ scheme: 'handle', value: `saltquay/${name}` }]
		});
		world.wallet(`w-${name}`, `Stall of ${name}`);
		world.tie(
			name,
			'USES',
			'salt-market',
			['vantry', ...(i < 3 ? (['corlandBulletin'] as const) : [])],
			{ from: `2025-0${6 + (i % 4)}-20` }
		);
		world.tie(name, 'CONTROLS', `w-${name}`, ['corlandBulletin/B3']);
		if (i > 0)
			world.tie(`w-${stalls[i] ?? name}`, 'TRANSFERRED', 'w-greywether', ['corlandBulletin/B3'], {
				amountMinor: 1_500_000 + i * 410_000,
				currency: 'BTC',
				at: `2026-0${i}-15`,
				attributes: { reference: `stall ${name}` }
			});
	});
	world.tie('greywether', 'CONTROLS', 'salt-market', ['vantry', 'corlandBulletin/B3']);
	world.tie('greywether', 'KNOWS', 'plover_row', ['vantry'], { from: '2025-08-01' });
	world.tie('greywether', 'ALIAS_OF', 'ruddyduck', ['vantry/D5'], {
		statement: 'assessment',
		confidence: 15,
		description: 'Both write of ducks.'
	});
}
