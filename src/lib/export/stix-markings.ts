/** Markings of an exported statement as marking-definition references, and the definitions they need. */
import type { Json, JsonObject } from '#lib/domain/draft.ts';
import type { ExportProvenance } from '#lib/domain/export-graph.ts';
import type { HandlingCode, Pap, Tlp } from '#lib/domain/marking.ts';
import { extensionObjects, ownExtension } from '#lib/domain/stix-extension.ts';
import { predefinedTlp, tlpDefinition } from '#lib/domain/stix-markings.ts';
import { uuidOf } from './uuid.ts';

const created = '2026-01-01T00:00:00.000Z';

const ownDefinition = (name: string, said: JsonObject): JsonObject => ({
	type: 'marking-definition',
	spec_version: '2.1',
	id: `marking-definition--${uuidOf(`faisceau ${name}`)}`,
	created,
	name,
	extensions: { [ownExtension]: { extension_type: 'property-extension', ...said } }
});

const papDefinition = (pap: Pap) => ownDefinition(`PAP:${pap.toUpperCase()}`, { pap });
const handlingDefinition = (handling: readonly HandlingCode[]) =>
	ownDefinition(`Handling ${handling.join(' ')}`, { handling: [...handling] });

const textsIn = (value: Json | undefined): string[] =>
	Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

type Marked = Pick<ExportProvenance, 'tlp' | 'pap' | 'handling' | 'attributes'>;

/** Collects what the bundle's objects refer to, so that the bundle carries each definition once. */
export class Definitions {
	readonly #objects = new Map<string, JsonObject>();

	#use(definition: JsonObject): string {
		const id = String(definition.id);
		this.#objects.set(id, definition);
		return id;
	}

	#own(definition: JsonObject): string {
		this.useExtension();
		return this.#use(definition);
	}

	useExtension(): void {
		for (const object of extensionObjects) this.#objects.set(String(object.id), object);
	}

	tlp(level: Tlp): string {
		return this.#use(tlpDefinition(level));
	}

	/**
	 * The references of one statement: what its source wrote, with TLP as it is now. A predefined level
	 * the source wrote is replaced, because the statement's level may have been raised since.
	 */
	refsOf(said: Marked): string[] {
		const written = textsIn(said.attributes.object_marking_refs).filter(
			(ref) => predefinedTlp(ref) === undefined
		);
		return [
			...new Set([
				...written,
				this.tlp(said.tlp),
				...(said.pap ? [this.#own(papDefinition(said.pap))] : []),
				...(said.handling.length ? [this.#own(handlingDefinition(said.handling.toSorted()))] : [])
			])
		];
	}

	/** A granular marking's references; its level is said where it differs from the object's. */
	granularRefs(written: readonly string[], part: ExportProvenance, whole: ExportProvenance) {
		const others = written.filter((ref) => predefinedTlp(ref) === undefined);
		const isOnlyLevel = others.length === 0;
		return isOnlyLevel || part.tlp !== whole.tlp ? [...others, this.tlp(part.tlp)] : others;
	}

	all(): JsonObject[] {
		return [...this.#objects.values()];
	}
}
