/** What a check of the audit log can find. Words for it are the page's, in its language, and the command line's. */

export type EntryFault =
	| 'missing'
	| 'twice'
	/** One of its properties is missing or of another type. */
	| 'unreadable'
	| 'detail-unreadable'
	| 'detail-rewritten'
	| 'hash'
	/** Together with its hash, or the tree was. */
	| 'rewritten'
	/** It is there, but the head does not count it. */
	| 'uncounted';

/** Words that entries committed to: reasons for reading what is restricted, recipients that were named in words. */
export const committedWords = ['reasons', 'recipients'] as const;
export type CommittedWords = (typeof committedWords)[number];
export const wordsFaults = ['changed', 'missing'] as const;
export type WordsFault = (typeof wordsFaults)[number];

/** Why a line of the file of losses that were noted puts nothing aside. */
export type NoteFault =
	| 'unreadable'
	/** It bears no signature of this instance, as those of before they were signed. */
	| 'unsigned'
	/** What stands above it is not what stood there when it was signed. */
	| 'moved'
	/** The log has no entry that says the same. */
	| 'unlogged';

export type Finding =
	/** The store ends before what the file beside it, or a signed checkpoint, remembers. */
	| { what: 'lost'; count: number; from: number }
	/** The first entry that is missing, twice there, out of order or not what was written. */
	| { what: 'entry'; seq: number; fault: EntryFault }
	/** The file beside the store remembers another entry under this number. */
	| { what: 'replaced'; seq: number }
	/** An entry of these was rewritten together with its hash and the tree over it. */
	| { what: 'rewritten'; from: number; to: number; by: 'heads' | 'checkpoint' }
	| { what: 'head'; fault: 'missing' | 'leaf' | 'tree' }
	/** The head counts another number of entries than are there. */
	| { what: 'count'; counted: number; there: number }
	/** A tile of the tree that the graph keeps is not the one over the entries. */
	| { what: 'tree'; tile: string }
	/** What stands beside the store for a log that has entries was not there at a start. */
	| { what: 'gone'; file: 'heads' | 'key' }
	/** Those whose words are others now, or that are gone. `seqs` names the first few of the entries. */
	| { what: CommittedWords; fault: WordsFault; count: number; seqs: number[] }
	/** A line of the file beside the store does not bear this instance's seal. */
	| { what: 'heads-file'; line: number }
	/** A checkpoint, beside the store, in the second place or given, is not signed with this instance's key. */
	| { what: 'checkpoint-file'; place: 'checkpoints' | 'mirror' | 'given'; number: number }
	| { what: 'acknowledged-file'; line: number; fault: NoteFault }
	/** The checkpoints of the second place that were put aside with a loss are not there as they were. */
	| { what: 'put-aside'; counted: number; there: number };
