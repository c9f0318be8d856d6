/**
 * The demonstration world HELIX: what sixteen fictional organisations each contribute about one
 * ransomware affiliate, a diverted invoice and their surroundings, June 2025 to November 2026.
 * Everything is invented: addresses come from the documentation ranges, domains end in .example or
 * .test, account numbers carry country codes that no country has, wallets are of the test network.
 */
import type { Delivery } from '#lib/domain/delivery.ts';
import { actors } from './helix/actors.ts';
import { apart } from './helix/apart.ts';
import { arvania, arvaniaOnly } from './helix/arvania.ts';
import { cases } from './helix/cases.ts';
import { coins, collectors } from './helix/coins.ts';
import { doubts } from './helix/doubts.ts';
import { infrastructure } from './helix/infrastructure.ts';
import { intrusion } from './helix/intrusion.ts';
import { means } from './helix/means.ts';
import { accountHolders, money } from './helix/money.ts';
import { places } from './helix/places.ts';
import { earlierVictims } from './helix/victims.ts';
import { World } from './helix/world.ts';

/** The story as things and ties, before it is cut into deliveries: for tests and starting points. */
export function story(): World {
	const world = new World();
	places(world);
	means(world);
	actors(world);
	collectors(world);
	infrastructure(world);
	money(world);
	intrusion(world);
	accountHolders(world);
	coins(world);
	earlierVictims(world);
	cases(world);
	doubts(world);
	apart(world);
	arvania(world);
	world.say('kestrel', 'arvaniaCase', { names: ['kestrel', 'k3strel', arvaniaOnly.alias] });
	return world;
}

/** Pure: the same deliveries at every call. */
export const helix = (): Delivery[] => story().deliveries();
