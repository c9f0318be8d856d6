/** What two entities, or the records of one, say of the same thing: side by side, none in place of another. */
import type { CardRecord } from '#lib/domain/subgraph.ts';
import { visible } from '#lib/explorer/deeds.ts';
import { attributeRows } from '#lib/explorer/statements.ts';
import { schemeName } from '#lib/explorer/terms.ts';
import { m } from '#lib/paraglide/messages.js';

/** One row: what each column says, and whether all that say something say the same. */
export interface Fact {
	label: string;
	values: string[][];
	agree: 'same' | 'differs' | 'one';
}

type Said = Map<string, Set<string>>;

const longestValue = 200;
/** Names of our own bookkeeping and of what every record has one of. */
const silent = new Set(['id', 'type', 'spec_version', 'created', 'modified', 'created_by_ref']);

function saidBy(records: readonly CardRecord[]): Said {
	const said: Said = new Map();
	const add = (label: string, value: string) => {
		if (value.trim() === '') return;
		const values = said.get(label) ?? new Set();
		said.set(label, values.add(visible(value.slice(0, longestValue))));
	};
	for (const record of records) {
		for (const name of record.names) add(m.identity_fact_name(), name);
		for (const { scheme, value } of record.identifiers)
			if (scheme !== 'stix') add(schemeName(scheme), value);
		if (record.dataSubject) add(m.identity_fact_role(), record.dataSubject);
		for (const { name, value } of attributeRows(record.attributes))
			if (!silent.has(name) && !name.startsWith('x_faisceau')) add(name, value);
	}
	return said;
}

/** `columns`: the records that speak in each. */
export function factsOf(columns: readonly (readonly CardRecord[])[]): Fact[] {
	const all = columns.map(saidBy);
	const labels = [...new Set(all.flatMap((said) => [...said.keys()]))];
	return labels.map((label) => {
		const values = all.map((said) => [...(said.get(label) ?? [])]);
		const saying = values.filter((each) => each.length > 0);
		const common = saying[0]?.filter((value) => saying.every((each) => each.includes(value))) ?? [];
		return {
			label,
			values,
			agree: saying.length < 2 ? 'one' : common.length > 0 ? 'same' : 'differs'
		};
	});
}
