/**
 * Who tells the story: one entry per delivery, in the order in which they are written. Widely visible
 * ones come first, so that a later teller sees, and joins, what an earlier one already named.
 */
import type { Scheme } from '#lib/domain/grading.ts';
import type { HandlingCode, Pap, Tlp } from '#lib/domain/marking.ts';
import { utc } from './chance.ts';

export interface Teller {
	owner: string;
	name: string;
	tlp: Tlp;
	scheme: Scheme;
	/** Grade of what it says unless a claim states its own, such as `B2`. */
	grade: string;
	purpose: string[];
	obtainedAt: string;
	pap?: Pap;
	handling?: HandlingCode[];
	/** Number of the case for which its owner brings it in. */
	caseNumber?: string;
}

const crossChecking = ['cross-checking', 'strategic-analysis'];
const operational = ['operational-analysis'];
const shared = ['cross-checking', 'strategic-analysis', 'operational-analysis'];

const open = (
	owner: string,
	name: string,
	date: string,
	grade: string,
	tlp: Tlp = 'green'
): Teller => ({
	owner,
	name,
	tlp,
	scheme: 'admiralty',
	grade,
	purpose: crossChecking,
	obtainedAt: utc(date)
});
const police = (owner: string, name: string, date: string, grade: string, tlp: Tlp): Teller => ({
	owner,
	name,
	tlp,
	scheme: 'europol-4x4',
	grade,
	purpose: tlp === 'green' ? shared : operational,
	obtainedAt: utc(date),
	handling: ['H0']
});

const file = (caseNumber: string, teller: Teller): Teller => ({ ...teller, caseNumber });

/** Belmark's own case in HELIX: what its office has for it, and no more. */
export const belmarkCaseNumber = 'BK-2026-0417';

export const tellers = {
	advisory: open(
		'cyber-observatory',
		'Advisory on Palewick, seventh edition',
		'2026-11-09 09:00',
		'A2',
		'clear'
	),
	tessaly: open(
		'tessaly-university',
		'Genealogy of the Palewick code, working paper',
		'2026-11-05 12:00',
		'B2',
		'clear'
	),
	vantry: open('vantry-labs', 'Vantry leak-site monitor', '2026-11-12 06:00', 'C3'),
	health: open('health-exchange', 'Sector alerts, health and research', '2026-11-02 15:30', 'B2'),
	csirtArvania: open(
		'csirt-arvania',
		'Incident notices of CSIRT Arvania',
		'2026-11-10 08:00',
		'A2'
	),
	csirtBelmark: open(
		'csirt-belmark',
		'Incident notices of CSIRT Belmark',
		'2026-11-10 10:00',
		'A2'
	),
	arvaniaBulletin: police('arvania', 'HELIX joint bulletin', '2026-11-11 14:00', 'A2', 'green'),
	belmarkBulletin: police(
		'belmark',
		'HELIX bulletin of Belmark',
		'2026-11-12 11:00',
		'A1',
		'green'
	),
	corlandBulletin: police(
		'corland',
		'Bulletin to participating units',
		'2026-11-09 16:00',
		'B2',
		'green'
	),
	belmarkPost: police('belmark', 'Postal fraud desk', '2026-08-20 09:30', 'B2', 'green'),
	nordvaultAbuse: open('nordvault', 'Abuse desk of NordVault', '2026-07-30 13:00', 'B2'),
	relaycoAbuse: open('relayco', 'Abuse desk of RelayCo', '2026-06-24 17:00', 'B3'),
	mailbridgeAbuse: open('mailbridge', 'Abuse desk of Mailbridge', '2026-05-12 10:00', 'B2'),
	coinquayWatch: open('coinquay', 'Watched wallets of CoinQuay', '2026-11-06 07:00', 'B2'),
	helixReport: {
		...open('helix-centre', 'Incident report of the centre', '2026-04-29 18:00', 'A1', 'amber'),
		purpose: operational
	},
	partners: {
		...open('csirt-arvania', 'Indicators from a partner', '2026-04-16 19:00', 'B3', 'amber+strict'),
		pap: 'red'
	},
	belmarkCase: file(
		belmarkCaseNumber,
		police('belmark', 'Case file BK-2026-0417', '2026-10-30 15:00', 'B2', 'amber+strict')
	),
	belmarkFiu: police(
		'belmark',
		'Financial intelligence unit of Belmark',
		'2026-06-11 10:00',
		'A1',
		'amber'
	),
	belmarkNordvault: file(
		belmarkCaseNumber,
		police(
			'belmark',
			'NordVault return to order BK-0417-3',
			'2026-06-03 09:00',
			'B2',
			'amber+strict'
		)
	),
	belmarkCoinquay: file(
		belmarkCaseNumber,
		police(
			'belmark',
			'CoinQuay return to order BK-0417-6',
			'2026-06-17 09:00',
			'A1',
			'amber+strict'
		)
	),
	belmarkFromCorland: police(
		'belmark',
		'Reply of the Corland national unit',
		'2026-05-06 12:00',
		'B3',
		'amber+strict'
	),
	arvaniaCase: file(
		'AV-2026-0093',
		police('arvania', 'Case file AV-2026-0093', '2026-10-12 13:00', 'B2', 'amber+strict')
	),
	arvaniaSource: police('arvania', 'Source 117', '2026-06-29 21:00', 'B2', 'amber+strict'),
	corlandCase: file(
		'CL-26-551',
		police('corland', 'Case file CL-26-551', '2026-08-05 10:00', 'B2', 'amber+strict')
	),
	coinquayKyc: open('coinquay', 'Customer files of CoinQuay', '2026-05-28 09:00', 'B2', 'amber'),
	ferrandBank: open(
		'ferrand-bank',
		'Transaction monitoring',
		'2026-04-17 09:00',
		'A1',
		'amber+strict'
	),
	nordvaultRecords: open(
		'nordvault',
		'Customer records of NordVault',
		'2026-05-29 09:00',
		'B2',
		'amber+strict'
	)
} satisfies Record<string, Teller>;

export type TellerKey = keyof typeof tellers;
export const tellerKeys = Object.keys(tellers) as TellerKey[];
