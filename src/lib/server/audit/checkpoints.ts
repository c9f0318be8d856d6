/**
 * `audit.checkpoints`: signed checkpoints of the log, beside the store and, if told where, in a second
 * place. Appended, on the disk before they count, and never cut back: each binds every entry before it.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { notesOf, parseNote, type SignedCheckpoint } from '#lib/domain/checkpoint.ts';
import type { Hash } from '#lib/domain/merkle.ts';
import type { Signer } from './signer.ts';

export const checkpointsName = 'audit.checkpoints';

/** A note, in one of the two files or in one kept elsewhere, that this key did not sign. */
export interface Unsigned {
	place: 'checkpoints' | 'mirror' | 'given';
	/** From 1. */
	number: number;
}

/** Notes at the beginning of the second place that are from before a loss that was taken note of. */
export interface Aside {
	count: number;
	/** Over those notes. */
	sha256: string;
}

const asideOf = (notes: readonly string[]): Aside => ({
	count: notes.length,
	sha256: createHash('sha256').update(notes.join('\n')).digest('hex')
});
export const nothingAside = asideOf([]);

export interface Checkpoints {
	/** Those of both places that bear the signature, the smallest first. */
	readonly kept: readonly SignedCheckpoint[];
	readonly unsigned: readonly Unsigned[];
	/** Why the second place was not written to, the last time. */
	readonly mirrorFault: string | undefined;
	/** Signs a head, unless the last checkpoint says the same; resolves when it is on the disk. */
	add(head: { size: number; root: Hash; at: string }): Promise<SignedCheckpoint>;
	/** All notes in the second place, whoever signed them; undefined where there is no second place. */
	readonly mirrored: Aside | undefined;
	/** Where what was put aside in the second place is not there as it was: how many it was, and how many are there. */
	readonly displaced: { counted: number; there: number } | undefined;
	/**
	 * Puts what is beside the store aside under another name, after a loss was taken note of. The second place
	 * stays as it is.
	 */
	retire(at: string): void;
}

/** Notes one after another; a cut last one is no fault. */
export function notesIn(text: string, place: Unsigned['place'], signer: Signer, before = 0) {
	const parsed = notesOf(text).slice(before).map(parseNote);
	const isOurs = (one: SignedCheckpoint | undefined): one is SignedCheckpoint =>
		one !== undefined && signer.signed(one);
	return {
		kept: parsed.filter(isOurs),
		unsigned: parsed.flatMap((one, i): Unsigned[] =>
			isOurs(one) ? [] : [{ place, number: before + i + 1 }]
		)
	};
}

const notesThere = (file: string) => (existsSync(file) ? notesOf(readFileSync(file, 'utf8')) : []);

const read = (file: string, place: Unsigned['place'], signer: Signer, before = 0) =>
	notesIn(existsSync(file) ? readFileSync(file, 'utf8') : '', place, signer, before);

async function append(file: string, note: string): Promise<void> {
	const handle = await open(file, 'a', 0o600);
	try {
		await handle.appendFile(`${note}\n`);
		await handle.datasync();
	} finally {
		await handle.close();
	}
}

const sorted = (all: readonly SignedCheckpoint[]): SignedCheckpoint[] =>
	[...new Map(all.map((one) => [one.note, one])).values()].sort((a, b) => a.size - b.size);

/** `aside` counts for nothing where it is not what stands there. */
export function openCheckpoints(
	folder: string,
	signer: Signer,
	mirror?: string,
	aside = nothingAside
): Checkpoints {
	const file = path.join(folder, checkpointsName);
	const beside = read(file, 'checkpoints', signer);
	const there = mirror ? notesThere(mirror) : [];
	const isThere = asideOf(there.slice(0, aside.count)).sha256 === aside.sha256;
	let displaced = mirror && !isThere ? { counted: aside.count, there: there.length } : undefined;
	const before = isThere ? aside.count : 0;
	const away = mirror ? read(mirror, 'mirror', signer, before) : { kept: [], unsigned: [] };
	let kept = sorted([...beside.kept, ...away.kept]);
	let unsigned = [...beside.unsigned, ...away.unsigned];
	let mirrorFault: string | undefined;
	let working: Promise<unknown> = Promise.resolve();

	async function keep(head: { size: number; root: Hash; at: string }) {
		const last = kept.findLast((one) => one.size === head.size && one.root === head.root);
		if (last) return last;
		const signed = signer.sign(head);
		await append(file, signed.note);
		kept = sorted([...kept, signed]);
		if (mirror)
			await append(mirror, signed.note).then(
				() => (mirrorFault = undefined),
				// The log goes on: a second place that is away for a while must not stop the work.
				(error: Error) => (mirrorFault = error.message)
			);
		return signed;
	}

	return {
		get kept() {
			return kept;
		},
		get unsigned() {
			return unsigned;
		},
		get mirrored() {
			return mirror ? asideOf(notesThere(mirror)) : undefined;
		},
		get displaced() {
			return displaced;
		},
		get mirrorFault() {
			return mirrorFault;
		},
		add(head) {
			const added = working.then(() => keep(head));
			working = added.catch(() => undefined);
			return added;
		},
		retire(at) {
			if (existsSync(file)) renameSync(file, `${file}.${at.replace(/[^\dTZ]/g, '')}`);
			kept = [];
			unsigned = [];
			displaced = undefined;
		}
	};
}
