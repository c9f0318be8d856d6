/** What a check of the log found, in the language of the page. */
import type {
	CommittedWords,
	EntryFault,
	Finding,
	NoteFault,
	WordsFault
} from '#lib/domain/audit-finding.ts';
import { m } from '#lib/paraglide/messages.js';
import { number } from '#lib/ui/format.ts';

const entryFaults: Record<EntryFault, () => string> = {
	missing: m.audit_fault_missing,
	twice: m.audit_fault_twice,
	unreadable: m.audit_fault_unreadable,
	'detail-unreadable': m.audit_fault_detail_unreadable,
	'detail-rewritten': m.audit_fault_detail_rewritten,
	hash: m.audit_fault_hash,
	rewritten: m.audit_fault_rewritten,
	uncounted: m.audit_fault_uncounted
};
const headFaults = {
	missing: m.audit_head_missing,
	leaf: m.audit_head_leaf,
	tree: m.audit_head_tree
} as const;
const places = {
	checkpoints: m.audit_place_checkpoints,
	mirror: m.audit_place_mirror,
	given: m.audit_place_given
} as const;
const rewritten = {
	heads: m.audit_rewritten_heads,
	checkpoint: m.audit_rewritten_checkpoint
} as const;

type WordsText = (named: { count: string; entries: string }) => string;
const wordsFaults: Record<CommittedWords, Record<WordsFault, WordsText>> = {
	reasons: { changed: m.audit_finding_reasons_changed, missing: m.audit_finding_reasons_missing },
	recipients: {
		changed: m.audit_finding_recipients_changed,
		missing: m.audit_finding_recipients_missing
	}
};

const noteFaults: Record<NoteFault, () => string> = {
	unreadable: m.audit_note_unreadable,
	unsigned: m.audit_note_unsigned,
	moved: m.audit_note_moved,
	unlogged: m.audit_note_unlogged
};

export function findingText(finding: Finding): string {
	switch (finding.what) {
		case 'lost':
			return m.audit_finding_lost({ count: number(finding.count), from: number(finding.from) });
		case 'entry':
			return m.audit_finding_entry({
				seq: number(finding.seq),
				fault: entryFaults[finding.fault]()
			});
		case 'replaced':
			return m.audit_finding_replaced({ seq: number(finding.seq) });
		case 'rewritten':
			return rewritten[finding.by]({ from: number(finding.from), to: number(finding.to) });
		case 'head':
			return headFaults[finding.fault]();
		case 'count':
			return m.audit_finding_count({
				counted: number(finding.counted),
				there: number(finding.there)
			});
		case 'reasons':
		case 'recipients':
			return wordsFaults[finding.what][finding.fault]({
				count: number(finding.count),
				entries: finding.seqs.map((seq) => number(seq)).join(', ')
			});
		case 'tree':
			return m.audit_finding_tree({ tile: finding.tile });
		case 'gone':
			return finding.file === 'heads' ? m.audit_finding_no_heads() : m.audit_finding_no_key();
		case 'heads-file':
			return m.audit_finding_line({ line: number(finding.line) });
		case 'checkpoint-file':
			return m.audit_finding_checkpoint({
				place: places[finding.place](),
				number: number(finding.number)
			});
		case 'acknowledged-file':
			return m.audit_finding_note({
				line: number(finding.line),
				fault: noteFaults[finding.fault]()
			});
		case 'put-aside':
			return m.audit_finding_put_aside({
				counted: number(finding.counted),
				there: number(finding.there)
			});
	}
}
