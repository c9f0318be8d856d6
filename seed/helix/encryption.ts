/** The last two steps at the Helix Centre: the copy of 412 GB and the encryption of 61 servers. */
import type { Telling, World } from './world.ts';

const investigators: Telling[] = ['csirtArvania', 'arvaniaBulletin/A2', 'helixReport'];

const servers = [
	['srv-hv01', 'hv-01, hypervisor', '198.51.100.61'],
	['srv-file02', 'file-02, trial data', '198.51.100.62'],
	['srv-mail01', 'mail-01, mail relay', '198.51.100.63'],
	['srv-bck01', 'bck-01, backups', '198.51.100.64']
] as const;

export function encryption(world: World): void {
	const sample = world.file('helix-sample', 'winspool-upd.exe', {
		description: 'Palewick 3.0 as found on 61 servers.'
	});
	const loader = world.file('helix-loader', 'respira-agent.dll', { description: 'Thistledown C.' });
	world.tie(sample, 'VARIANT_OF', 'palewick-3.0', ['csirtArvania', 'tessaly', 'advisory']);
	world.tie(loader, 'VARIANT_OF', 'thistledown-c', ['csirtArvania', 'tessaly']);
	world.tie(loader, 'COMMUNICATED_WITH', '203.0.113.45', ['csirtArvania', 'tessaly'], {
		at: '2026-04-10 20:11'
	});
	world.tie(loader, 'DELIVERS', sample, ['csirtArvania'], { at: '2026-04-15 03:22' });
	for (const [what, by] of [
		['palewick-3.0', investigators],
		[sample, investigators],
		[loader, ['csirtArvania']],
		['203.0.113.45', investigators],
		['data-encrypted', ['csirtArvania', 'advisory']],
		['double-extortion', ['csirtArvania', 'vantry']],
		['backup-deletion', ['csirtArvania']],
		['directory-survey', ['csirtArvania']],
		['palewick-lin', ['csirtArvania']]
	] as const)
		world.tie('helix-ransom', 'USES', what, [...by], { at: '2026-04-15 03:40' });
	for (const [key, name, address] of servers) {
		world.thing(key, 'device', name, { description: 'Server of the Helix Centre.' });
		const ip = world.ip(address);
		world.tie(key, 'USES', ip, ['csirtArvania', 'helixReport']);
		world.tie('helix', 'CONTROLS', key, ['arvaniaBulletin/A1', 'csirtArvania', 'helixReport']);
		world.tie('helix-ransom', 'HARMED', key, investigators, { at: '2026-04-15 03:40' });
		world.tie(ip, 'COMMUNICATED_WITH', '203.0.113.45', ['csirtArvania', 'partners'], {
			at: '2026-04-15 03:31'
		});
	}
	const count = world.thing('obs-61', 'observation', '61 servers encrypted within 26 minutes', {
		from: '2026-04-15 03:40',
		until: '2026-04-15 04:06',
		attributes: { servers: 61 }
	});
	world.tie(count, 'PART_OF', 'helix-ransom', investigators);
	const note = world.file('helix-note', 'READ-ME-HELIX.txt', {
		description: 'Demands 45 BTC within 96 hours.'
	});
	world.tie('helix-ransom', 'DELIVERS', note, investigators, { at: '2026-04-15 03:40' });
	world.tie(
		'helix-ransom',
		'USES',
		'w-helix-ransom',
		['csirtArvania', 'coinquayWatch', 'arvaniaBulletin'],
		{ at: '2026-04-15 03:40', description: 'Demand of 45 BTC, never paid.' }
	);
	world.tie(
		'palewick-crew',
		'CONTROLS',
		'w-helix-ransom',
		['coinquayWatch/C3', 'arvaniaBulletin/B3'],
		{ statement: 'assessment', confidence: 70 }
	);
	const post = world.url('https://palewick-press.test/post/helix', { from: '2026-04-21' });
	world.tie(post, 'HOSTED_ON', 'leak-site', ['vantry', 'csirtArvania', 'arvaniaBulletin'], {
		from: '2026-04-21'
	});
	world.tie(post, 'RELATED_TO', 'helix', ['vantry', 'csirtArvania'], {
		at: '2026-04-21 17:05',
		description: 'Names the centre and shows samples.'
	});
	world.tie('kestrel', 'TARGETED', 'helix', ['vantry', 'arvaniaBulletin/B2', 'tessaly/B3'], {
		at: '2026-03-27'
	});
	world.tie('low-tide', 'TARGETED', 'helix', ['corlandBulletin'], { at: '2026-03-25' });
}

export function exfiltration(world: World): void {
	const stash = world.ip('203.0.113.88', { description: 'Rented storage that received 412 GB.' });
	world.tie(stash, 'HOSTED_ON', 'copper-host', ['csirtArvania', 'vantry'], {
		from: '2026-04-10',
		until: '2026-05-02'
	});
	world.tie('helix-exfil', 'USES', stash, investigators, {
		at: '2026-04-12 00:20',
		attributes: { gigabytes: 412 }
	});
	world.tie('helix-exfil', 'USES', 'siphonet', ['csirtArvania', 'arvaniaBulletin']);
	world.tie('helix-exfil', 'USES', 'bulk-exfiltration', ['csirtArvania', 'advisory']);
	world.tie('srv-file02', 'COMMUNICATED_WITH', stash, ['csirtArvania', 'helixReport'], {
		at: '2026-04-12 00:20',
		description: '412 GB in 31 hours.'
	});
	const data = world.thing('trial-data', 'concept', 'Trial data, pseudonymised', {
		description: 'Data of 2 318 participants under pseudonyms, and the key list is not among them.'
	});
	world.tie('helix-exfil', 'RELATED_TO', data, ['csirtArvania', 'helixReport', 'arvaniaBulletin']);
	world.tie(data, 'PART_OF', 'srv-file02', ['helixReport', 'csirtArvania']);
	world.tie('kestrel', 'CONTROLS', stash, ['arvaniaBulletin/B3', 'vantry'], {
		statement: 'assessment',
		confidence: 65
	});
}
