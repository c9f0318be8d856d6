/** What a check of the audit log found, in plain words for the log and the command line. */
import type {
	EntryFault,
	Finding,
	NoteFault,
	WordsFault,
	CommittedWords
} from '#lib/domain/audit-finding.ts';

const entryFaults: Record<EntryFault, string> = {
	missing: 'it is missing',
	twice: 'it is there twice',
	unreadable: 'one of its properties is missing or of another type',
	'detail-unreadable': 'its detail cannot be read',
	'detail-rewritten': 'its detail was rewritten',
	hash: 'its hash does not fit its content',
	rewritten: 'it was rewritten together with its hash, or the tree was',
	uncounted: 'it is there, but the head does not count it'
};
const headFaults = {
	missing: 'it is missing',
	leaf: 'its hash is not that of the last entry',
	tree: 'its tree is not the one over the entries'
} as const;
const words: Record<CommittedWords, Record<WordsFault, string>> = {
	reasons: {
		changed:
			'reasons for reading restricted items whose words are not those that the log committed to: given in audit',
		missing: 'reasons for reading restricted items that were removed: given in audit'
	},
	recipients: {
		changed:
			'recipients of disclosures whose words are not those that the log committed to: named in audit',
		missing: 'recipients of disclosures whose words were removed: named in audit'
	}
};
const places = {
	checkpoints: 'audit.checkpoints',
	mirror: 'the second place of checkpoints',
	given: 'the file given'
} as const;
const gone = {
	heads:
		'audit.heads is gone or was emptied: what the log was before this start is not witnessed beside the store',
	key: 'audit.key is gone and a new one was made: the checkpoints of before cannot be told from forged ones'
} as const;
const notes: Record<NoteFault, string> = {
	unreadable: 'it cannot be read',
	unsigned: 'it is not signed with the key of this instance, as those of an earlier version',
	moved: 'what stands above it is not what stood there when it was signed',
	unlogged: 'the log has no entry that says the same'
};
const witness = { heads: 'audit.heads', checkpoint: 'a signed checkpoint' } as const;

export function describeFinding(finding: Finding): string {
	switch (finding.what) {
		case 'reasons':
		case 'recipients':
			return `${finding.count} ${words[finding.what][finding.fault]} ${finding.count === 1 ? 'entry' : 'entries'} ${finding.seqs.join(', ')}${finding.count > finding.seqs.length ? ' and more' : ''}`;
		case 'lost':
			return `the store lost its last ${finding.count} audit entries (from number ${finding.from})`;
		case 'entry':
			return `audit entry ${finding.seq}: ${entryFaults[finding.fault]}`;
		case 'replaced':
			return `audit entry ${finding.seq} is not the one that audit.heads remembers`;
		case 'rewritten':
			return `audit entry ${finding.from} or a later one up to ${finding.to} was rewritten: ${witness[finding.by]} remembers another tree`;
		case 'head':
			return `the head of the audit log: ${headFaults[finding.fault]}`;
		case 'count':
			return `the head of the audit log: it counts ${finding.counted} entries, but ${finding.there} are there`;
		case 'tree':
			return `the tree of the audit log: tile ${finding.tile} is not the one over its entries`;
		case 'gone':
			return gone[finding.file];
		case 'heads-file':
			return `audit.heads, line ${finding.line}: it does not bear the seal of this instance`;
		case 'checkpoint-file':
			return `${places[finding.place]}, checkpoint ${finding.number}: it is not signed with the key of this instance`;
		case 'acknowledged-file':
			return `audit.acknowledged, line ${finding.line}: ${notes[finding.fault]}; it puts nothing aside until an auditor takes note again on the Watch page`;
		case 'put-aside':
			return `the second place of checkpoints: the ${finding.counted} that were put aside with a loss are not there as they were (${finding.there} are there); nothing is put aside until an auditor takes note again on the Watch page`;
	}
}
