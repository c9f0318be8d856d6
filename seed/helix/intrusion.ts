/**
 * What happened to the Helix Respiratory Research Centre, from the first message on 25 March 2026 to
 * the encryption at 03:40 UTC on 15 April. Day D+0 of the exercise is that Wednesday.
 */
import { encryption, exfiltration } from './encryption.ts';
import type { Telling, World } from './world.ts';

const investigators: Telling[] = ['csirtArvania', 'arvaniaBulletin/A2', 'helixReport'];

const staff = [
	['aldous-vey', 'Perrine Aldous-Vey', 'Finance director; her mailbox session was stolen.', true],
	['vandrel', 'Teo Vandrel', 'Accounts clerk; paid the changed invoice.', true],
	['krall', 'Sunniva Krall', 'Head of systems; found the encrypted servers.', false],
	['marlenne', 'Hugo Marlenne', 'Director.', false],
	['solvein', 'Amara Solvein', 'Leads the trial.', false],
	['pellory', 'Idris Pellory', 'Data protection officer.', false]
] as const;

const stages = [
	['helix-phishing', 'Phishing of the finance director', '2026-03-25 08:17', 'online-fraud'],
	['helix-session', 'Theft of the mailbox session', '2026-03-25 08:31', 'cyber-dependent'],
	['helix-bec', 'Diverted invoice of EUR 1.84 million', '2026-04-09 09:42', 'payment-fraud'],
	['helix-exfil', 'Exfiltration of 412 GB', '2026-04-12 00:20', 'data-theft'],
	['helix-ransom', 'Ransomware on 61 servers', '2026-04-15 03:40', 'ransomware']
] as const;

export function intrusion(world: World): void {
	world.thing('helix', 'organisation', 'Helix Respiratory Research Centre', {
		aliases: ['Helix Centre'],
		sectors: ['research', 'health'],
		dataSubject: 'victim',
		description: 'Private research centre, runs a trial on respiratory infection.'
	});
	world.thing('ormelle', 'organisation', 'Ormelle Instruments', {
		sectors: ['manufacturing'],
		description: 'Supplier of laboratory instruments; its true invoice was copied.'
	});
	world.tie('helix', 'LOCATED_IN', 'port-aveline', [
		'arvaniaBulletin/A1',
		'csirtArvania',
		'vantry'
	]);
	world.tie('ormelle', 'LOCATED_IN', 'tessaly', ['arvaniaBulletin/A1']);
	world.tie('ormelle', 'RELATED_TO', 'helix', ['arvaniaBulletin', 'helixReport'], {
		description: 'Supplier since 2021.'
	});
	for (const [key, name, description, shared] of staff) {
		world.thing(key, 'person', name, {
			dataSubject: key === 'krall' ? 'witness' : 'victim',
			description
		});
		world.tie(
			key,
			'MEMBER_OF',
			'helix',
			shared ? ['arvaniaBulletin/A1', 'helixReport'] : ['helixReport']
		);
	}
	world.thing('campaign-helix', 'campaign', 'Operation against the Helix Centre', {
		from: '2026-03-25',
		until: '2026-04-15'
	});
	world.thing('campaign-kestrel', 'campaign', 'kestrel against research and health', {
		from: '2025-06-10',
		until: '2026-07-08'
	});
	world.tie(
		'campaign-helix',
		'PART_OF',
		'campaign-kestrel',
		['arvaniaBulletin/B2', 'tessaly/B3', 'csirtArvania/B2'],
		{ statement: 'assessment', confidence: 85 }
	);
	world.tie(
		'campaign-kestrel',
		'ATTRIBUTED_TO',
		'kestrel',
		['arvaniaBulletin', 'tessaly/B3', 'corlandBulletin/B3'],
		{ statement: 'assessment', confidence: 80 }
	);
	world.tie('campaign-helix', 'TARGETED', 'helix', [
		'csirtArvania',
		'advisory',
		'arvaniaBulletin/A1',
		'vantry'
	]);
	for (const [key, name, at, crimeArea] of stages) {
		world.thing(key, 'incident', name, { from: at, crimeArea, sectors: ['research', 'health'] });
		world.tie(key, 'PART_OF', 'campaign-helix', investigators, { at });
		world.tie(
			key,
			'HARMED',
			'helix',
			key === 'helix-ransom' ? [...investigators, 'vantry', 'health'] : investigators,
			{ at }
		);
	}
	stages.slice(1).forEach(([key, , at], i) => {
		const before = stages[i];
		if (before)
			world.tie(key, 'RELATED_TO', before[0], ['arvaniaBulletin'], {
				at,
				description: 'Made possible by the earlier step.'
			});
	});
	entry(world);
	invoiceDiversion(world);
	encryption(world);
	exfiltration(world);
	offences(world);
}

function entry(world: World): void {
	const signIn = world.domain('helix-centre-login.test', {
		from: '2026-03-24',
		description: 'Imitates the sign-in page of the centre.'
	});
	const page = world.url('https://helix-centre-login.test/session', { from: '2026-03-24' });
	const ip = world.ip('203.0.113.46', { description: 'Served the false sign-in page.' });
	const domain = world.domain('helix-centre.example');
	const gateway = world.ip('198.51.100.60', { description: 'Gateway of the centre.' });
	const cfo = world.email('p.aldousvey@helix-centre.example');
	const sender = world.email('documents@ormelle-instruments.test', { from: '2026-03-24' });
	const file = world.file('lure', 'Revised-quotation-0325.html', {
		description: 'Attachment that opens the false sign-in page.'
	});
	world.tie(cfo, 'HOSTED_ON', 'mailbridge', ['mailbridgeAbuse/A1', 'arvaniaBulletin']);
	world.tie('aldous-vey', 'CONTROLS', cfo, ['arvaniaBulletin/A1', 'helixReport']);
	world.tie('helix', 'CONTROLS', domain, ['csirtArvania', 'helixReport']);
	world.tie('helix', 'CONTROLS', gateway, ['csirtArvania', 'helixReport']);
	world.tie(domain, 'RESOLVES_TO', gateway, ['csirtArvania']);
	world.tie(signIn, 'RESOLVES_TO', ip, ['csirtArvania', 'vantry', 'mailbridgeAbuse'], {
		from: '2026-03-24',
		until: '2026-03-29'
	});
	world.tie(ip, 'HOSTED_ON', 'copper-host', ['vantry', 'csirtArvania/B2'], {
		from: '2026-03-24',
		until: '2026-03-29'
	});
	world.tie(page, 'HOSTED_ON', signIn, ['csirtArvania']);
	world.tie('helix-phishing', 'USES', page, investigators, { at: '2026-03-25 08:17' });
	world.tie('helix-phishing', 'USES', sender, ['csirtArvania', 'arvaniaBulletin'], {
		at: '2026-03-25 08:17'
	});
	world.tie('helix-phishing', 'DELIVERS', file, ['csirtArvania', 'helixReport'], {
		at: '2026-03-25 08:17'
	});
	world.tie('helix-phishing', 'USES', 'ferrylight', [
		'csirtArvania',
		'mailbridgeAbuse',
		'arvaniaBulletin/B2'
	]);
	world.tie('helix-phishing', 'USES', 'spear-phishing', ['csirtArvania', 'advisory']);
	world.tie('helix-phishing', 'TARGETED', 'aldous-vey', ['arvaniaBulletin/A1', 'helixReport'], {
		at: '2026-03-25 08:17'
	});
	world.tie(
		'helix-phishing',
		'ATTRIBUTED_TO',
		'low-tide',
		['corlandBulletin', 'arvaniaBulletin/B3'],
		{ statement: 'assessment', confidence: 70 }
	);
	world.tie(
		sender,
		'COMMUNICATED_WITH',
		cfo,
		['mailbridgeAbuse', 'arvaniaBulletin/A2', 'helixReport'],
		{ at: '2026-03-25 08:17' }
	);
	world.tie('low-tide', 'CONTROLS', signIn, ['corlandBulletin', 'mailbridgeAbuse/C3'], {
		from: '2026-03-24'
	});
	world.tie('ferrylight', 'USES', signIn, ['mailbridgeAbuse', 'vantry'], { at: '2026-03-25' });
	const cookie = world.thing(
		'session-cookie',
		'observation',
		'Session of the finance director used from abroad',
		{
			from: '2026-03-25 08:31',
			until: '2026-04-10',
			attributes: { country: 'Corland, then Arvania' }
		}
	);
	world.tie(cookie, 'PART_OF', 'helix-session', [
		'mailbridgeAbuse',
		'arvaniaBulletin',
		'helixReport'
	]);
	world.tie(
		'helix-session',
		'HARMED',
		cfo,
		['mailbridgeAbuse/A1', 'arvaniaBulletin', 'csirtArvania'],
		{ at: '2026-03-25 08:31' }
	);
	world.tie('helix-session', 'USES', 'session-theft', [
		'csirtArvania',
		'advisory',
		'mailbridgeAbuse'
	]);
	world.tie('helix-session', 'USES', 'mailbox-rule', ['csirtArvania', 'mailbridgeAbuse/A1']);
	const sale = world.thing('sale-0320', 'document', 'Offer of access number 0320', {
		description: 'Forum post: one mailbox session, research, Arvania, finance department.',
		attributes: { postedAt: '2026-03-26T21:04:00.000Z' }
	});
	world.tie('low-tide', 'RELATED_TO', sale, ['corlandBulletin', 'vantry'], {
		at: '2026-03-26 21:04',
		description: 'Wrote the offer.'
	});
	world.tie(sale, 'RELATED_TO', 'helix', ['corlandBulletin', 'arvaniaBulletin/B2'], {
		statement: 'assessment',
		confidence: 85
	});
	world.tie('kestrel', 'RELATED_TO', sale, ['corlandBulletin'], {
		at: '2026-03-27 10:22',
		description: 'Bought the offer.'
	});
	world.tie(sale, 'PART_OF', 'brackwater', ['vantry', 'corlandBulletin']);
}

function invoiceDiversion(world: World): void {
	const lookalike = world.domain('ormelle-instruments.test', {
		from: '2026-03-24',
		description: 'One letter-perfect copy under another ending.'
	});
	world.domain('ormelle-instruments.example', { description: 'True domain of the supplier.' });
	const invoiceMail = world.email('billing@ormelle-instruments.test', { from: '2026-04-06' });
	const free = world.email('orders.ormelle@mailbridge.example', {
		from: '2026-04-05',
		description: 'Free account from which the thread was continued.'
	});
	const clerk = world.email('t.vandrel@helix-centre.example');
	world.tie('ormelle', 'CONTROLS', 'ormelle-instruments.example', ['arvaniaBulletin/A1']);
	world.tie(
		lookalike,
		'RELATED_TO',
		'ormelle-instruments.example',
		['arvaniaBulletin', 'csirtArvania'],
		{ description: 'Imitates it.' }
	);
	world.tie(lookalike, 'RESOLVES_TO', '203.0.113.46', ['csirtArvania', 'vantry'], {
		from: '2026-03-24',
		until: '2026-04-16'
	});
	world.tie(invoiceMail, 'HOSTED_ON', lookalike, ['csirtArvania']);
	world.tie('documents@ormelle-instruments.test', 'HOSTED_ON', lookalike, ['csirtArvania']);
	world.tie(free, 'HOSTED_ON', 'mailbridge', ['mailbridgeAbuse/A1', 'arvaniaBulletin']);
	world.tie('vandrel', 'CONTROLS', clerk, ['arvaniaBulletin/A1', 'helixReport']);
	world.tie('kestrel', 'CONTROLS', free, ['arvaniaBulletin/B2', 'mailbridgeAbuse/B3'], {
		statement: 'assessment',
		confidence: 80,
		from: '2026-04-05'
	});
	world.tie('kestrel', 'CONTROLS', lookalike, ['arvaniaBulletin/B3'], {
		statement: 'assessment',
		confidence: 60
	});
	for (const [from, at] of [
		[free, '2026-04-06 10:05'],
		[invoiceMail, '2026-04-07 08:44'],
		[invoiceMail, '2026-04-09 07:30']
	] as const)
		world.tie(
			from,
			'COMMUNICATED_WITH',
			clerk,
			['arvaniaBulletin/A2', 'helixReport', 'mailbridgeAbuse'],
			{ at }
		);
	world.tie('helix-bec', 'USES', 'invoice-diversion', ['arvaniaBulletin', 'csirtArvania']);
	world.tie('helix-bec', 'USES', invoiceMail, ['arvaniaBulletin/A2', 'helixReport']);
	world.tie('helix-bec', 'USES', 'mule-accounts', ['belmarkBulletin']);
	world.tie('helix-bec', 'USES', 'm1', ['belmarkBulletin', 'arvaniaBulletin/A2'], {
		at: '2026-04-09 09:42'
	});
	world.tie('helix-bec', 'HARMED', 'a-helix', ['arvaniaBulletin/A1', 'belmarkBulletin'], {
		at: '2026-04-09 09:42',
		description: 'EUR 1 840 000.00.'
	});
	world.tie('helix-bec', 'TARGETED', 'vandrel', ['arvaniaBulletin/A1', 'helixReport'], {
		at: '2026-04-06'
	});
	world.tie('helix-bec', 'HARMED', 'ormelle', ['arvaniaBulletin'], { at: '2026-04-09' });
	world.tie('helix-bec', 'ATTRIBUTED_TO', 'kestrel', ['arvaniaBulletin/B2', 'belmarkBulletin/B2'], {
		statement: 'assessment',
		confidence: 75
	});
	world.tie('helix-bec', 'ATTRIBUTED_TO', 'tern-street', ['belmarkBulletin/B2'], {
		statement: 'assessment',
		confidence: 60,
		description: 'For the part of the money.'
	});
}

const articles = [
	[
		'off-access',
		'Illegal access',
		'Budapest Convention, article 2',
		['helix-session', 'helix-ransom']
	],
	['off-data', 'Data interference', 'Budapest Convention, article 4', ['helix-ransom']],
	['off-system', 'System interference', 'Budapest Convention, article 5', ['helix-ransom']],
	[
		'off-forgery',
		'Computer-related forgery',
		'Budapest Convention, article 7',
		['helix-bec', 'helix-phishing']
	],
	['off-fraud', 'Computer-related fraud', 'Budapest Convention, article 8', ['helix-bec']],
	['off-laundering', 'Money laundering', 'Warsaw Convention, article 9', ['helix-bec']]
] as const;

function offences(world: World): void {
	for (const [key, name, description, incidents] of articles) {
		world.thing(key, 'offence', name, { description });
		for (const incident of incidents)
			world.tie(incident, 'RELATED_TO', key, ['arvaniaBulletin/A1'], {
				description: 'Offence under inquiry.'
			});
	}
}
