/** Where a first visit to the demonstration begins: things worth a click, each with its reason. */
import type { m } from '#lib/paraglide/messages.js';
import { stixId } from './helix/chance.ts';

export interface StartingPoint {
	/** Identifier of the entity, scheme `stix`. */
	ref: string;
	title: keyof typeof m;
	why: keyof typeof m;
}

export const startingPoints = [
	{
		ref: stixId('threat-actor', 'kestrel'),
		title: 'seed_start_kestrel_title',
		why: 'seed_start_kestrel_why'
	},
	{
		ref: stixId('incident', 'helix-bec'),
		title: 'seed_start_invoice_title',
		why: 'seed_start_invoice_why'
	},
	{
		ref: stixId('ipv4-addr', '203.0.113.45'),
		title: 'seed_start_server_title',
		why: 'seed_start_server_why'
	},
	{
		ref: stixId('incident', 'helix-ransom'),
		title: 'seed_start_attribution_title',
		why: 'seed_start_attribution_why'
	},
	{
		ref: stixId('identity', 'brennor'),
		title: 'seed_start_contact_title',
		why: 'seed_start_contact_why'
	}
] as const satisfies readonly StartingPoint[];
