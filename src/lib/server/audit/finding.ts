/** What a check of the audit log can find, and plain words for the log and the command line. */

export type Finding =
	/** The store ends before what the file beside it, or a signed checkpoint, remembers. */
	| { what: 'lost'; count: number; from: number }
	/** The first entry that is missing, twice there, out of order or not what was written. */
	| { what: 'entry'; seq: number; reason: string }
	/** The file beside the store remembers another entry under this number. */
	| { what: 'replaced'; seq: number }
	/** An entry of these was rewritten together with its hash and the tree over it. */
	| { what: 'rewritten'; from: number; to: number; by: 'heads' | 'checkpoint' }
	| { what: 'head'; reason: string }
	/** The tree that the graph keeps is not the one over the entries. */
	| { what: 'tree'; reason: string }
	/** A line of the file beside the store does not bear this instance's seal. */
	| { what: 'heads-file'; line: number }
	/** A checkpoint, beside the store, in the second place or given, is not signed with this instance's key. */
	| { what: 'checkpoint-file'; place: 'checkpoints' | 'mirror' | 'given'; number: number };

const places = {
	checkpoints: 'audit.checkpoints',
	mirror: 'the second place of checkpoints',
	given: 'the file given'
} as const;
const witness = { heads: 'audit.heads', checkpoint: 'a signed checkpoint' } as const;

export function describeFinding(finding: Finding): string {
	switch (finding.what) {
		case 'lost':
			return `the store lost its last ${finding.count} audit entries (from number ${finding.from})`;
		case 'entry':
			return `audit entry ${finding.seq}: ${finding.reason}`;
		case 'replaced':
			return `audit entry ${finding.seq} is not the one that audit.heads remembers`;
		case 'rewritten':
			return `audit entry ${finding.from} or a later one up to ${finding.to} was rewritten: ${witness[finding.by]} remembers another tree`;
		case 'head':
			return `the head of the audit log: ${finding.reason}`;
		case 'tree':
			return `the tree of the audit log: ${finding.reason}`;
		case 'heads-file':
			return `audit.heads, line ${finding.line}: it does not bear the seal of this instance`;
		case 'checkpoint-file':
			return `${places[finding.place]}, checkpoint ${finding.number}: it is not signed with the key of this instance`;
	}
}
