/** R3: what may go to whom, for every marking, owner and agreement. */
import { describe, expect, test } from 'vitest';
import type { ExportClaim, ExportEntity, ExportRecord } from '#lib/domain/export-graph.ts';
import { handlingCodes, tlpLevels, type HandlingCode, type Tlp } from '#lib/domain/marking.ts';
import { agreementTypes, type AgreementType } from '#lib/domain/organisation.ts';
import type { Addressee } from '#lib/domain/recipient.ts';
import { barOf, sieveFor } from '#lib/domain/releasable.ts';

const sender = 'belmark';
const partner = (agreement: AgreementType): Addressee => ({
	kind: 'organisation',
	id: 'arvania',
	agreement,
	sender
});
const somebody: Addressee = { kind: 'other', text: 'A. Judge', agreement: 'none', sender };
const own: Addressee = { kind: 'own', id: sender, agreement: 'none', sender };
const others = [...agreementTypes.map(partner), somebody];

const item = (tlp: Tlp, owner = sender, handling: HandlingCode[] = []) => ({
	tlp,
	handling,
	owner: { id: owner, name: owner }
});

describe('what stands against an item', () => {
	test('one’s own organisation gets what its people see', () => {
		for (const tlp of tlpLevels)
			for (const code of handlingCodes)
				expect(barOf(item(tlp, 'corland', [code]), own, 'person')).toBeUndefined();
	});

	test('RED, H1, H2 and H3 go to nobody else, whatever the agreement and whoever owns them', () => {
		for (const to of others)
			for (const owner of [sender, 'arvania', 'corland']) {
				expect(barOf(item('red', owner, ['H0']), to)).toBe('red');
				for (const code of ['H1', 'H2', 'H3'] as const)
					expect(barOf(item('clear', owner, [code]), to)).toBe(code);
				expect(barOf(item('clear', owner, ['H0']), to)).toBeUndefined();
			}
	});

	test('without an agreement nothing above GREEN goes, and no person', () => {
		for (const to of [partner('none'), somebody])
			for (const owner of [sender, 'arvania', 'corland']) {
				for (const tlp of tlpLevels)
					expect(barOf(item(tlp, owner), to), tlp).toBe(
						tlp === 'clear' || tlp === 'green' ? undefined : tlp
					);
				expect(barOf(item('clear', owner), to, 'person')).toBe('person');
				expect(barOf(item('clear', owner), to, 'malware')).toBeUndefined();
			}
	});

	test.each(agreementTypes.filter((type) => type !== 'none'))(
		'under %s AMBER of ours or theirs goes, of a third not; AMBER+STRICT only back to its owner',
		(agreement) => {
			const to = partner(agreement);
			const barred = (tlp: Tlp) =>
				[sender, 'arvania', 'corland'].map((owner) => barOf(item(tlp, owner), to, 'person'));
			expect(barred('green')).toEqual([undefined, undefined, undefined]);
			expect(barred('amber')).toEqual([undefined, undefined, 'amber']);
			expect(barred('amber+strict')).toEqual(['amber+strict', undefined, 'amber+strict']);
		}
	);
});

describe('the sieve', () => {
	const record = (ref: string, tlp: Tlp) =>
		({ ...item(tlp), id: `record of ${ref}`, ref }) as unknown as ExportRecord;
	const entity = (id: string, ...tlps: Tlp[]): ExportEntity => ({
		id,
		kind: 'malware',
		records: tlps.map((tlp, n) => record(`${id}-${n}`, tlp))
	});
	const claim = (fromRef: string, toRef: string, tlp: Tlp) =>
		({
			...item(tlp),
			from: fromRef[0],
			to: toRef[0],
			fromRef,
			toRef,
			id: `${fromRef}>${toRef}`
		}) as unknown as ExportClaim;
	const graph = () => ({
		entities: [entity('a', 'green', 'red'), entity('b', 'green'), entity('c', 'amber+strict')],
		claims: [
			claim('a-0', 'b-0', 'green'),
			claim('a-1', 'b-0', 'green'),
			claim('b-0', 'c-0', 'green'),
			claim('b-0', 'a-0', 'red')
		]
	});
	const ids = (from: { id: string }[]) => from.map(({ id }) => id);

	test('keeps of an entity the records that may go, and the claims that came with them', () => {
		const taken = graph();
		const sieve = sieveFor(partner('agreement'));
		sieve.graph(taken);
		expect(taken.entities.map(({ id, records }) => [id, records.map(({ ref }) => ref)])).toEqual([
			['a', ['a-0']],
			['b', ['b-0']]
		]);
		expect(ids(taken.claims)).toEqual(['a-0>b-0']);
		expect(sieve.against()).toEqual([
			{ bar: 'red', count: 2 },
			{ bar: 'amber+strict', count: 1 }
		]);
	});

	test('counts an item that it is asked about twice once', () => {
		const sieve = sieveFor(partner('agreement'));
		const red = { ...item('red'), id: 'a' };
		expect([sieve.may(red), sieve.against()]).toEqual([false, []]);
		expect([sieve.pass(red), sieve.pass(red), sieve.pass({ ...red, id: 'b' })]).toEqual([
			false,
			false,
			false
		]);
		expect(sieve.against()).toEqual([{ bar: 'red', count: 2 }]);
	});

	test('for a picture an entity goes whole or not at all', () => {
		const taken = graph();
		sieveFor(partner('agreement')).graph(taken, true);
		expect(ids(taken.entities)).toEqual(['b']);
		expect(taken.claims).toEqual([]);
	});

	test('for one’s own organisation nothing changes', () => {
		const taken = graph();
		const sieve = sieveFor(own);
		sieve.graph(taken, true);
		expect(taken).toEqual(graph());
		expect(sieve.against()).toEqual([]);
	});
});
