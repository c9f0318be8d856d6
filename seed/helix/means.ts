/** Malware and its versions, tools, techniques, vulnerabilities and what helps against them. All invented. */
import { after, utc } from './chance.ts';
import type { Telling, World } from './world.ts';

export const palewickVersions = [
	['palewick-1.0', 'Palewick 1.0', '2025-06-04'],
	['palewick-1.3', 'Palewick 1.3', '2025-08-19'],
	['palewick-2.0', 'Palewick 2.0', '2025-11-02'],
	['palewick-2.2', 'Palewick 2.2', '2026-01-13'],
	['palewick-3.0', 'Palewick 3.0', '2026-03-18'],
	['palewick-3.1', 'Palewick 3.1', '2026-06-22'],
	['marrowlight-1', 'Marrowlight 1', '2026-09-14']
] as const;

/** The newest version that existed on that day. */
export const versionAt = (iso: string): string =>
	palewickVersions.filter(([, , born]) => utc(born) <= iso).at(-1)?.[0] ?? 'palewick-1.0';

const families = [
	['palewick', 'Palewick', 'Ransomware let to affiliates: encrypts, steals and publishes.'],
	[
		'thistledown',
		'Thistledown',
		'Loader that waits in memory for the order to fetch the next stage.'
	],
	['quillmite', 'Quillmite', 'Steals stored passwords and session cookies from browsers.'],
	['brambleback', 'Brambleback', 'Remote access over the name service.'],
	[
		'marrowlight',
		'Marrowlight',
		'Ransomware seen since September 2026, built from the code of Palewick.'
	]
] as const;

const branches = [
	['thistledown-a', 'Thistledown A', 'thistledown', '2025-07-01'],
	['thistledown-b', 'Thistledown B', 'thistledown', '2025-12-09'],
	['thistledown-c', 'Thistledown C', 'thistledown', '2026-03-02'],
	['quillmite-5', 'Quillmite 5', 'quillmite', '2025-09-15'],
	['quillmite-6', 'Quillmite 6', 'quillmite', '2026-02-11'],
	['palewick-lin', 'Palewick for hypervisors', 'palewick', '2026-01-20']
] as const;

const tools = [
	[
		'ferrylight',
		'Ferrylight',
		'Phishing kit that sits between the victim and the real sign-in page and keeps the session.'
	],
	['siphonet', 'Siphonet', 'Copies whole shares to rented storage.'],
	['keyrake', 'Keyrake', 'Reads credentials from memory.'],
	['deskhook', 'Deskhook', 'Remote administration product, abused.'],
	['tidegate', 'Tidegate', 'Tunnel out of a network through web traffic.'],
	['lampblack', 'Lampblack', 'Stops protective software with a signed but flawed driver.'],
	['hedgerow', 'Hedgerow', 'Maps a directory service and its trusts.'],
	['driftcall', 'Driftcall', 'Calling panel used to press victims by telephone.']
] as const;

export const techniques = {
	'session-theft': 'Theft of a signed-in session',
	'spear-phishing': 'Targeted phishing with a link',
	'invoice-diversion': 'Diversion of an invoice',
	'mailbox-rule': 'Hidden forwarding rule in a mailbox',
	'valid-accounts': 'Use of valid accounts',
	'exposed-gateway': 'Attack on an exposed gateway',
	'credential-dump': 'Dump of credentials',
	'directory-survey': 'Survey of the directory service',
	'remote-administration': 'Remote administration product',
	'backup-deletion': 'Deletion of backups',
	'driver-abuse': 'Abuse of a flawed driver',
	'bulk-exfiltration': 'Bulk copy to rented storage',
	'data-encrypted': 'Encryption for extortion',
	'double-extortion': 'Threat to publish',
	'phone-pressure': 'Pressure by telephone',
	'peel-chain': 'Peel chain',
	'mule-accounts': 'Use of money mules',
	'supplier-access': 'Entry through a supplier'
} as const;
export type Technique = keyof typeof techniques;

const vulnerabilities = [
	['cve-gate', 'CVE-2099-10417', 'Remote execution in the Corvid Gate access gateway.'],
	['cve-mail', 'CVE-2099-11250', 'Session fixation in Lindmail webmail.'],
	['cve-hyper', 'CVE-2099-12033', 'Escape to the host in the Stratum hypervisor.'],
	['cve-driver', 'CVE-2099-09871', 'Memory write through the Ardent fan driver.'],
	['cve-backup', 'CVE-2099-13006', 'Missing authentication in Stowfast backup.'],
	['cve-file', 'CVE-2099-10985', 'Path traversal in Packetquay file exchange.']
] as const;

const products = [
	['corvid-gate', 'Corvid Gate', 'cve-gate'],
	['lindmail', 'Lindmail', 'cve-mail'],
	['stratum', 'Stratum hypervisor', 'cve-hyper'],
	['ardent-driver', 'Ardent fan driver', 'cve-driver'],
	['stowfast', 'Stowfast backup', 'cve-backup'],
	['packetquay', 'Packetquay', 'cve-file']
] as const;

const countermeasures: readonly (readonly [string, string, readonly Technique[]])[] = [
	[
		'cm-passkeys',
		'Sign-in that resists phishing',
		['session-theft', 'spear-phishing', 'valid-accounts']
	],
	['cm-callback', 'Call back a known number before changing bank details', ['invoice-diversion']],
	['cm-rules', 'Alert on new forwarding rules', ['mailbox-rule']],
	['cm-patch', 'Patch exposed gateways within three days', ['exposed-gateway']],
	['cm-tiering', 'Separate administration accounts', ['credential-dump', 'directory-survey']],
	[
		'cm-allow',
		'Allow-list of remote administration products',
		['remote-administration', 'supplier-access']
	],
	['cm-backup', 'Backups that cannot be altered', ['backup-deletion', 'data-encrypted']],
	['cm-drivers', 'Block list of flawed drivers', ['driver-abuse']],
	['cm-egress', 'Limit on outgoing volume', ['bulk-exfiltration', 'double-extortion']],
	['cm-recall', 'Recall of payments within the hour', ['mule-accounts']]
];

export function means(world: World): void {
	const researchers: Telling[] = ['advisory', 'tessaly'];
	for (const [key, name, description] of families)
		world.thing(key, 'malware', name, { description, crimeArea: 'ransomware' });
	for (const [key, name, born] of palewickVersions) {
		world.thing(key, 'malware', name, { from: born, crimeArea: 'ransomware' });
		const family = key.startsWith('marrow') ? 'marrowlight' : 'palewick';
		world.tie(key, 'VARIANT_OF', family, ['advisory', 'tessaly', 'vantry'], { from: born });
	}
	palewickVersions.slice(1).forEach(([key, , born], i) => {
		const before = palewickVersions[i];
		if (before)
			world.tie(key, 'VARIANT_OF', before[0], ['tessaly'], {
				from: born,
				description: 'Shared functions, by comparison of the code.'
			});
	});
	world.tie('palewick', 'REPLACED_BY', 'marrowlight', ['tessaly', 'vantry/C2', 'advisory/B3'], {
		from: '2026-09-14',
		statement: 'assessment',
		confidence: 80
	});
	for (const [key, name, family, born] of branches) {
		world.thing(key, 'malware', name, { from: born });
		world.tie(key, 'VARIANT_OF', family, researchers, { from: born });
	}
	for (const [key, name, description] of tools) world.thing(key, 'tool', name, { description });
	for (const [key, name] of Object.entries(techniques)) world.thing(key, 'technique', name);
	for (const [key, name, description] of vulnerabilities)
		world.thing(key, 'vulnerability', name, {
			description,
			identifiers: [{ scheme: 'cve', value: name }]
		});
	for (const [key, name, vulnerability] of products) {
		world.thing(key, 'software', name);
		world.tie(vulnerability, 'RELATED_TO', key, ['advisory/A1', 'csirtArvania'], {
			description: 'The flaw is in this product.'
		});
	}
	for (const [key, name, against] of countermeasures) {
		world.thing(key, 'countermeasure', name);
		for (const technique of against) world.tie(key, 'MITIGATES', technique, ['advisory/A1']);
	}
	samples(world);

	const habits: readonly (readonly [string, Technique, Telling[]])[] = [
		['palewick', 'data-encrypted', ['advisory', 'tessaly', 'vantry']],
		['palewick', 'backup-deletion', researchers],
		['palewick', 'double-extortion', ['advisory', 'vantry']],
		['marrowlight', 'data-encrypted', ['advisory/B2', 'vantry']],
		['thistledown', 'valid-accounts', researchers],
		['quillmite', 'session-theft', ['advisory', 'tessaly', 'mailbridgeAbuse']],
		['ferrylight', 'session-theft', ['advisory', 'mailbridgeAbuse', 'csirtArvania']],
		['ferrylight', 'spear-phishing', ['advisory', 'mailbridgeAbuse']],
		['siphonet', 'bulk-exfiltration', ['advisory', 'csirtArvania']],
		['keyrake', 'credential-dump', ['advisory', 'csirtBelmark']],
		['hedgerow', 'directory-survey', ['advisory']],
		['deskhook', 'remote-administration', ['advisory', 'csirtBelmark']],
		['lampblack', 'driver-abuse', ['advisory', 'tessaly']],
		['driftcall', 'phone-pressure', ['vantry', 'health']]
	];
	for (const [what, technique, by] of habits) world.tie(what, 'USES', technique, by);
	world.tie('lampblack', 'EXPLOITS', 'cve-driver', ['advisory', 'tessaly']);
	world.tie('palewick-lin', 'EXPLOITS', 'cve-hyper', ['advisory', 'tessaly']);
	world.tie('palewick', 'EXPLOITS', 'cve-backup', ['advisory']);
	world.tie('thistledown', 'DELIVERS', 'palewick', ['advisory', 'tessaly', 'csirtArvania']);
	world.tie('thistledown', 'DELIVERS', 'brambleback', ['tessaly']);
	world.tie('quillmite', 'DELIVERS', 'thistledown', ['tessaly/B3']);
	world.tie('thistledown-c', 'DELIVERS', 'palewick-3.0', ['tessaly', 'csirtArvania']);
	world.tie('brambleback', 'USES', 'tidegate', ['tessaly/C3']);
}

/** Detection rules, and documents that lay them down. */
function samples(world: World): void {
	world.thing('doc-advisory', 'document', 'Advisory on Palewick', {
		description: 'How the affiliates work and what stops them.'
	});
	world.thing('doc-genealogy', 'document', 'Genealogy of the Palewick code', {
		description:
			'Seven versions compared function by function; Marrowlight shares 83 % of them with Palewick 3.1.'
	});
	world.thing('concept-raas', 'concept', 'Ransomware let to affiliates');
	for (const family of ['palewick', 'marrowlight'])
		world.tie(family, 'RELATED_TO', 'concept-raas', ['advisory']);
	for (const [key] of families) {
		world.tie(key, 'RELATED_TO', 'doc-advisory', ['advisory/A1'], {
			description: 'Described in the advisory.'
		});
		if (key !== 'quillmite') world.tie(key, 'RELATED_TO', 'doc-genealogy', ['tessaly']);
	}
	const rules = [
		...palewickVersions.map(([key, name, born]) => [key, name, born] as const),
		...branches.map(([key, name, , born]) => [key, name, born] as const)
	];
	for (const [key, name, born] of rules) {
		const rule = world.thing(`rule-${key}`, 'indicator', `Detection rule for ${name}`, {
			from: after(utc(born), 21)
		});
		world.tie(rule, 'DETECTS', key, ['tessaly'], { from: after(utc(born), 21) });
		world.tie(rule, 'INDICATES', key, ['advisory/B2'], { from: after(utc(born), 21) });
	}
}
