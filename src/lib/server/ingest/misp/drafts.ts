/** Records and claims in the form that all parts of an event share. */
import type {
	ClaimDraft,
	Draft,
	DraftIdentifier,
	DraftSource,
	JsonObject,
	Place,
	Reading,
	RecordDraft
} from '#lib/domain/draft.ts';
import type { Remarks } from '../stix/object.ts';
import { describing, isSet, kept, textOfValue } from './fields.ts';
import { marked, type Marking } from './marking.ts';

/** Who says it, when and under which marking. */
export interface Statement {
	at: Place;
	source?: DraftSource;
	marking: Marking;
	modified?: string;
	revoked?: boolean;
	validFrom?: string;
	validUntil?: string;
	statement?: 'assessment';
	evaluation?: ClaimDraft['evaluation'];
}

/** Without what is absent: a field that is not said is not there. */
const present = <T extends object>(fields: T): T =>
	Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

const provenance = ({ at, source, marking, modified, revoked, ...rest }: Statement) =>
	present({
		at,
		source,
		...marked(marking),
		modified,
		revoked: revoked === true ? true : undefined,
		...rest
	});

type Said = 'ref' | 'originalType' | 'kind' | 'names' | 'identifiers' | 'attributes';
type Sayable = 'description' | 'dataSubject' | 'crimeArea' | 'latitude' | 'longitude';

export const record = (
	statement: Statement,
	said: Pick<RecordDraft, Said> & Partial<Pick<RecordDraft, Sayable>>
): RecordDraft => ({
	draft: 'record',
	...provenance(statement),
	granularMarkings: [],
	...present(said)
});

export const claim = (
	statement: Statement,
	said: Pick<ClaimDraft, 'ref' | 'originalType' | 'type' | 'from' | 'to'> &
		Partial<Pick<ClaimDraft, 'description' | 'attributes'>>
): ClaimDraft => ({
	draft: 'claim',
	...provenance(statement),
	attributes: {},
	...present(said)
});

/** From the first to the second end, or the other way round. */
export const directed = (
	{ type, reversed }: { type: ClaimDraft['type']; reversed?: true },
	first: string,
	second: string
): Pick<ClaimDraft, 'type' | 'from' | 'to'> =>
	reversed ? { type, from: second, to: first } : { type, from: first, to: second };

export const own = (ref: string): DraftIdentifier => ({ scheme: 'stix', value: ref });

export const distinct = (identifiers: readonly DraftIdentifier[]): DraftIdentifier[] => [
	...new Map(identifiers.map((each) => [`${each.scheme}:${each.value}`, each])).values()
];

/** What analysts say of a thing: drafts of their own, wherever they stand. */
export const ofAnalysts = ['Note', 'Opinion', 'Relationship', 'RelationshipInbound'] as const;

/** The text of a field as the description, and everything that is held nowhere else as it was written. */
export function saidOf(
	object: JsonObject,
	{ text, elsewhere }: { text: string; elsewhere: readonly string[] },
	version: string | undefined,
	remarks: Remarks
): Pick<RecordDraft, 'description' | 'attributes'> {
	const { description, isWhole } = describing(object[text]);
	const held = new Set<string>(['uuid', ...elsewhere, ...(isWhole ? [text] : [])]);
	const { timestamp, deleted } = object;
	if (version !== undefined && Number(textOfValue(timestamp)) * 1000 === Date.parse(version))
		held.add('timestamp');
	if (isSet(deleted) || ['false', '0'].includes(textOfValue(deleted) ?? '')) held.add('deleted');
	return { description, attributes: kept(object, held, remarks) };
}

/** What one thing of the file became: its remarks, then its drafts. */
export function* told(remarks: Remarks, drafts: Iterable<Draft>): Generator<Reading> {
	for (const remark of remarks.all()) yield { kind: 'warning', remark };
	for (const draft of drafts) yield { kind: 'draft', draft };
}

export const refused = ({ at, id }: Remarks, reason: string): Reading => ({
	kind: 'rejected',
	remark: { at, id, reason }
});

export const counted: Reading = { kind: 'read', count: 1 };
