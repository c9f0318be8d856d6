/**
 * The marking definitions every STIX reader knows without being told. Sources: STIX 2.1 §7.2.1.4
 * (TLP 1 instances), OASIS common extension definitions, TLP 2.0 (2022).
 */
import type { JsonObject } from './draft.ts';
import { tlpLevels, tlpName, type Tlp } from './marking.ts';

/** The OASIS extension that says a TLP 2.0 level: `tlp_2_0`. */
export const tlpExtension = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d';

export const tlp2Ids = {
	clear: 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487',
	green: 'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb',
	amber: 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421',
	'amber+strict': 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003',
	red: 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1'
} as const satisfies Record<Tlp, string>;

const tlp1Ids: Readonly<Record<string, Tlp>> = {
	'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9': 'clear',
	'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da': 'green',
	'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82': 'amber',
	'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed': 'red'
};

const levels = new Map<string, Tlp>([
	...Object.entries(tlp1Ids),
	...tlpLevels.map((level): [string, Tlp] => [tlp2Ids[level], level])
]);

/** The level of a predefined TLP 1 or TLP 2.0 marking id, or undefined for any other id. */
export const predefinedTlp = (id: string): Tlp | undefined => levels.get(id);

/** The TLP 2.0 definition as OASIS publishes it, for bundles that refer to it. */
export const tlpDefinition = (level: Tlp): JsonObject => ({
	type: 'marking-definition',
	spec_version: '2.1',
	id: tlp2Ids[level],
	created: '2022-10-01T00:00:00.000Z',
	name: tlpName(level),
	extensions: { [tlpExtension]: { extension_type: 'property-extension', tlp_2_0: level } }
});
