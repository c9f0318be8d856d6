/** Countries and cities that do not exist, on coordinates in the open Atlantic. */
import type { World } from './world.ts';

const countries = [
	['arvania', 'Arvania', 46.2, -31.5],
	['belmark', 'Belmark', 44.1, -28.2],
	['corland', 'Corland', 42.4, -33.8],
	['doria', 'Doria', 39.8, -29.4]
] as const;

const cities = [
	['port-aveline', 'Port Aveline', 'arvania', 46.4, -31.9],
	['tessaly', 'Tessaly', 'arvania', 46.9, -30.8],
	['crowmere', 'Crowmere', 'arvania', 45.7, -31.2],
	['lunden-vale', 'Lunden Vale', 'arvania', 45.4, -32.4],
	['belhaven', 'Belhaven', 'belmark', 44.3, -28.6],
	['kastel', 'Kastel', 'belmark', 43.8, -27.7],
	['ostermoor', 'Ostermoor', 'belmark', 44.7, -27.9],
	['corrick', 'Corrick', 'corland', 42.6, -34.1],
	['saint-odile', 'Saint-Odile', 'corland', 42.1, -33.2],
	['vostrel', 'Vostrel', 'doria', 39.6, -29.1],
	['qarn', 'Qarn', 'doria', 40.2, -29.9]
] as const;

export function places(world: World): void {
	for (const [key, name, latitude, longitude] of countries)
		world.thing(key, 'location', name, { latitude, longitude, attributes: { fictional: true } });
	for (const [key, name, country, latitude, longitude] of cities) {
		world.thing(key, 'location', name, { latitude, longitude });
		world.tie(key, 'PART_OF', country, ['advisory/A1']);
	}
}
