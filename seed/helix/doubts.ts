/**
 * What an analyst has to doubt: an innocent contact on one X4 item, a household named from a shared
 * address, two attributions that contradict each other, an item that may not go to court (H1) and a
 * hit that may not be passed on (H2).
 */
import type { Telling, World } from './world.ts';

export function doubts(world: World): void {
	innocent(world);
	sharedAddress(world);
	attributions(world);
	restricted(world);
	partnerIndicators(world);
}

function innocent(world: World): void {
	world.thing('brennor', 'person', 'Ilka Brennor', {
		dataSubject: 'contact',
		description:
			'Repairs computers in Crowmere. Nothing but one uncorroborated remark ties her to the case.'
	});
	world.thing('brennor-repair', 'organisation', 'Brennor Repairs');
	world.thing('p-brennor', 'phone', '+999 201 555 0163', {
		identifiers: [{ scheme: 'phone', value: '+9992015550163' }]
	});
	world.thing('chart-0512', 'document', 'Chart of 12 May', {
		description:
			'Working chart that calls the contact "certainly" the affiliate. Withdrawn on 10 June 2026.'
	});
	world.tie('brennor', 'KNOWS', 'kestrel', ['arvaniaBulletin/X4'], {
		statement: 'assessment',
		confidence: 10,
		description: 'A caller who gave no name said she "knows the one with the boats".'
	});
	world.tie('brennor', 'MEMBER_OF', 'brennor-repair', ['arvaniaBulletin/A1']);
	world.tie('brennor', 'USES', 'p-brennor', ['arvaniaBulletin/A1']);
	world.tie('brennor-repair', 'LOCATED_IN', 'crowmere', ['arvaniaBulletin/A1']);
	world.tie('brennor', 'INVOLVED_IN', 'case-helix', ['arvaniaBulletin/A1'], {
		role: 'contact',
		from: '2026-05-04',
		until: '2026-06-10'
	});
	world.tie('brennor', 'RELATED_TO', 'chart-0512', ['arvaniaBulletin/A1'], {
		at: '2026-05-12',
		description: 'Named in it without ground.'
	});
	world.tie('chart-0512', 'RELATED_TO', 'campaign-helix', ['arvaniaBulletin/A1']);
}

function sharedAddress(world: World): void {
	world.thing('korvath', 'person', 'Anselm Korvath', {
		dataSubject: 'other',
		description: 'Holder of one of about 4 000 lines behind 198.51.100.23. Named by mistake.'
	});
	world.thing('nat-log', 'exhibit', 'NAT log of 11 April, without source port', {
		description: 'Local time, no port: it cannot tell one line from another.',
		attributes: { lines: 4_000, sourcePort: null, timeZone: 'local, not stated' }
	});
	world.thing(
		'nat-second',
		'observation',
		'Second return of Arvanet, with source port 51882 and UTC',
		{
			from: '2026-05-21',
			description: 'Excludes the line first named. The line it points to is under inquiry.'
		}
	);
	world.tie(
		'korvath',
		'CONTROLS',
		'198.51.100.23',
		[
			{
				by: 'arvaniaBulletin',
				grade: 'X4',
				description: 'Subscriber return of 24 April, without source port. Corrected on 21 May.'
			}
		],
		{ statement: 'assessment', confidence: 5, from: '2026-04-11', until: '2026-04-11 23:59' }
	);
	world.tie('nat-log', 'RELATED_TO', '198.51.100.23', ['arvaniaBulletin', 'csirtArvania/B3']);
	world.tie('nat-log', 'INVOLVED_IN', 'case-helix', ['arvaniaBulletin/A1'], {
		role: 'other',
		from: '2026-04-24'
	});
	world.tie('nat-second', 'RELATED_TO', '198.51.100.23', ['arvaniaBulletin/A1'], {
		at: '2026-05-21'
	});
	world.tie('nat-second', 'RELATED_TO', 'korvath', ['arvaniaBulletin/A1'], {
		at: '2026-05-21',
		description: 'Excludes his line.'
	});
	world.tie('korvath', 'LOCATED_IN', 'lunden-vale', ['arvaniaBulletin/A1']);
}

function attributions(world: World): void {
	world.tie(
		'helix-ransom',
		'ATTRIBUTED_TO',
		'kestrel',
		[
			{
				by: 'arvaniaBulletin',
				grade: 'B2',
				confidence: 80,
				description: 'Server, panel, hours of work and the wallet point to the affiliate.'
			},
			{
				by: 'tessaly',
				grade: 'B3',
				confidence: 70,
				description: 'Same build settings as in seven earlier incidents.'
			},
			{ by: 'csirtArvania', grade: 'B3', confidence: 65 },
			{ by: 'corlandBulletin', grade: 'B3', confidence: 70 }
		],
		{ statement: 'assessment' }
	);
	world.tie(
		'helix-ransom',
		'ATTRIBUTED_TO',
		'palewick-crew',
		['advisory/B2', 'vantry', 'csirtArvania'],
		{ statement: 'assessment', confidence: 90 }
	);
	world.tie(
		'helix-ransom',
		'ATTRIBUTED_TO',
		'ashen-choir',
		[
			{
				by: 'vantry',
				grade: 'C3',
				confidence: 55,
				description: 'Trial data, not money, was the aim; the ransomware is a cover.'
			},
			{ by: 'health', grade: 'C4', confidence: 35, description: 'Repeats a press article.' }
		],
		{ statement: 'assessment' }
	);
	world.tie('ashen-choir', 'TARGETED', 'helix', ['vantry/D4'], {
		statement: 'assessment',
		confidence: 40
	});
	world.tie('ashen-choir', 'TARGETED', 'aveline-vaccine', ['vantry'], { at: '2026-01-09' });
	world.tie('ashen-choir', 'TARGETED', 'orrin-biolab', ['vantry/C2'], { at: '2025-07-02' });
	world.tie('ashen-choir', 'USES', 'brambleback', ['vantry', 'tessaly/C3']);
	world.tie('ashen-choir', 'USES', 'spear-phishing', ['vantry']);
	world.thing('hyp-rebrand', 'concept', 'Hypothesis: Marrowlight is Palewick without kestrel', {
		description:
			'No incident with the pattern of mailbox sessions since 8 July 2026; one with a new pattern in October.'
	});
	for (const [what, by] of [
		['marrowlight-crew', ['tessaly/B3', 'belmarkBulletin/B3']],
		['palewick-crew', ['tessaly/B3']],
		['kestrel', ['belmarkBulletin/B3']],
		['i-meridian-registry', ['csirtArvania/B3']]
	] as const satisfies readonly (readonly [string, Telling[]])[])
		world.tie('hyp-rebrand', 'RELATED_TO', what, [...by], {
			statement: 'assessment',
			confidence: 60
		});
	world.tie('merganser', 'ALIAS_OF', 'sandpiper', ['vantry/D5'], {
		statement: 'assessment',
		confidence: 20,
		description: 'Similar spelling mistakes.'
	});
	world.tie('mothwing', 'ALIAS_OF', 'tallow', ['vantry/C4', 'tessaly/C3'], {
		statement: 'assessment',
		confidence: 45
	});
}

function restricted(world: World): void {
	const netflow = world.thing('netflow', 'observation', 'Netflow extract BM-NF-0417', {
		from: '2026-04-11',
		until: '2026-04-15',
		description: 'Flows between 203.0.113.45 and the relay.',
		said: { csirtBelmark: { grade: 'B2', handling: ['H1'] } }
	});
	for (const address of ['203.0.113.45', '192.0.2.77'])
		world.tie(
			netflow,
			'RELATED_TO',
			address,
			[
				{
					by: 'csirtBelmark',
					grade: 'B2',
					handling: ['H1'],
					description: 'Intelligence: not for court without permission of CSIRT Belmark.'
				}
			],
			{ at: '2026-04-15' }
		);

	const hit: Telling = {
		by: 'belmarkFromCorland',
		grade: 'B3',
		handling: ['H2'],
		description: 'Wallet known in CL-26-551. Contact the owner of the data.'
	};
	world.tie(
		'p-peel3',
		'INVOLVED_IN',
		'case-corland',
		[hit, { by: 'corlandCase', grade: 'B3', handling: ['H2'] }],
		{ role: 'other', from: '2026-05-06' }
	);

	world.tie(
		'relayco',
		'RELATED_TO',
		'case-corland',
		[
			{
				by: 'corlandCase',
				grade: 'B2',
				handling: ['H0', 'H3'],
				handlingNote: 'Not to be shown to the provider or its customers before 1 September 2026.'
			}
		],
		{ description: 'Holder of the flow records.' }
	);
}

/** TLP:AMBER+STRICT and PAP:RED: kept inside CSIRT Arvania, and nobody may look these up online. */
function partnerIndicators(world: World): void {
	['ward-mirror.test', 'assay-login.test', 'respira-cache.test', 'trial-archive.test'].forEach(
		(name, i) => {
			const domain = world.domain(name, {
				from: '2026-04-02',
				description: 'Prepared, not yet seen in use.'
			});
			const ip = world.ip(`203.0.113.${70 + i}`);
			const rule = world.thing(`partner-${name}`, 'indicator', `Partner indicator ${i + 1}`, {
				from: '2026-04-16'
			});
			world.tie(domain, 'RESOLVES_TO', ip, ['partners'], { from: '2026-04-02' });
			world.tie(rule, 'INDICATES', domain, ['partners'], { from: '2026-04-16' });
			world.tie(rule, 'INDICATES', 'thistledown-c', ['partners/B2']);
		}
	);
}
