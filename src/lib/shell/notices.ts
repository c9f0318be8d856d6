/** Warnings that stand over every page until their cause is gone. The server says which, in layout data. */
import { m } from '#lib/paraglide/messages.js';

export const noticeKinds = ['store-unreachable', 'audit', 'engine'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export interface ShellNotice {
	kind: NoticeKind;
	/** What exactly, in the words of the check; shown after the sentence. */
	detail?: string;
}

const texts = {
	'store-unreachable': m.shell_store_unreachable,
	audit: m.shell_notice_audit,
	engine: m.shell_notice_engine
} satisfies Record<NoticeKind, () => string>;

export const noticeText = ({ kind, detail }: ShellNotice): string =>
	detail ? `${texts[kind]()} (${detail})` : texts[kind]();
