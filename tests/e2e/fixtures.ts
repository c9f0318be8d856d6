/** A bundle to import: the real ATT&CK for ICS where it is, a small fictional one of the same make elsewhere. */
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const shared = process.env.FAISCEAU_SHARED_DATA ?? path.resolve('../shared/data');

export interface IcsBundle {
	file: string;
	/** A group, and a piece of software one or more steps away from it. */
	group: string;
	other: string;
	read: number;
}

const when = '2026-01-01T00:00:00.000Z';
const id = (type: string, n: number) =>
	`${type}--00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

function small(folder: string): IcsBundle {
	const common = { spec_version: '2.1', created: when, modified: when };
	const techniques = Array.from({ length: 30 }, (_, n) => ({
		type: 'attack-pattern',
		id: id('attack-pattern', n),
		name: `Technique ${n}`,
		...common
	}));
	const objects = [
		{ type: 'intrusion-set', id: id('intrusion-set', 1), name: 'Sandworm Team', ...common },
		{ type: 'malware', id: id('malware', 1), name: 'Industroyer', is_family: true, ...common },
		...techniques,
		...techniques.map((technique, n) => ({
			type: 'relationship',
			id: id('relationship', n),
			relationship_type: 'uses',
			source_ref: n % 2 ? id('intrusion-set', 1) : id('malware', 1),
			target_ref: technique.id,
			...common
		})),
		{
			type: 'relationship',
			id: id('relationship', 1000),
			relationship_type: 'uses',
			source_ref: id('intrusion-set', 1),
			target_ref: id('malware', 1),
			...common
		}
	];
	const file = path.join(folder, 'ics.json');
	writeFileSync(file, JSON.stringify({ type: 'bundle', id: id('bundle', 1), objects }));
	return { file, group: 'Sandworm Team', other: 'Industroyer', read: objects.length };
}

/** Says plainly when the real file is not here. */
export function icsBundle(folder: string): IcsBundle {
	const file = path.join(shared, 'attack/ics-attack.json.gz');
	if (existsSync(file))
		return {
			file,
			group: 'Sandworm Team',
			other: '2016 Ukraine Electric Power Attack',
			read: 1825
		};
	console.log(`There is no ${file}: the story imports a small fictional bundle instead.`);
	return small(folder);
}
