/**
 * Tries to sign in are counted before a password is looked at. From a place an account has signed in
 * from, its tries count by themselves, so that guessing elsewhere does not lock its owner out. From
 * all other places together they count per account, and per place over all accounts. Accounts and
 * places are known by keyed hashes, whether or not they exist; a place is an IPv4 address or an IPv6 /64.
 */
import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { GraphStore, Runner } from '#lib/server/graph/store.ts';
import { forgetPlaces, forgetTries, holdTries, isPlace, keepPlace, setTries } from './queries.ts';

/** Tries of one account in a window. */
export const tryLimit = 10;
export const tryWindowMs = 15 * 60_000;
/** Tries from one place, over all accounts that have not signed in from there; right ones do not count. */
export const placeLimit = 10;
export const placeWindowMs = 60_000;
/** As long as anything that serves once can be right: a code for a minute and a half, an institution's answer for ten. */
const onceKeptMs = 15 * 60_000;

/** What is tried: codes count per account, what a guesser can name freely also per place. */
export interface FactorTry {
	kind: 'code' | 'passkey' | 'invitation' | 'institution' | 'key';
	id: string;
	client?: string;
}
/** How long a place stays one that an account has signed in from. */
export const placeKeptMs = 30 * 24 * 3600_000;

export interface Throttle {
	/** Counts a try; false when there were too many in the window. */
	allows(email: string, client: string): Promise<boolean>;
	/** After a right password. */
	forget(email: string, client: string): Promise<void>;
	/** Counts a try at the password of the account that is signed in already. */
	allowsChange(account: string): Promise<boolean>;
	/** Counts a try at a second factor: of an account, of a passkey or of an invitation, from a place. */
	allowsFactor(of: FactorTry): Promise<boolean>;
	/** After a right one. */
	forgetFactor(of: FactorTry): Promise<void>;
	/** Whether a code of an account is presented for the first time in as long as it can be right. */
	takesOnce(account: string, code: string): Promise<boolean>;
}

/** What of an address stands for whoever is behind it, however it is spelt. */
export function placeOf(address: string): string {
	const [plain = ''] = address.split('%');
	if (!isIPv6(plain)) return plain;
	// The URL parser writes every spelling the one short way.
	const [head = '', tail] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::');
	const groups = (text = '') => (text === '' ? [] : text.split(':'));
	const before = groups(head);
	const after = groups(tail);
	const all = [
		...before,
		...Array<string>(8 - before.length - after.length).fill('0'),
		...after
	].map((group) => Number.parseInt(group, 16));
	const [, , , , , mapped, high = 0, low = 0] = all;
	if (all.slice(0, 5).every((group) => group === 0) && mapped === 0xffff)
		return [high >> 8, high & 255, low >> 8, low & 255].join('.');
	return all
		.slice(0, 4)
		.map((group) => group.toString(16))
		.join(':');
}

export function throttleOf(store: GraphStore, secret: string, now: () => Date): Throttle {
	const hashed = (...parts: string[]) =>
		createHmac('sha256', secret)
			.update(['sign-in', ...parts].join('\n'))
			.digest('base64url');
	const keysOf = (email: string, client: string) => {
		const account = email.trim().toLowerCase();
		const place = placeOf(client);
		return {
			account: hashed('account', account),
			place: hashed('place', place),
			pair: hashed('pair', account, place)
		};
	};
	const before = (ms: number) => new Date(now().getTime() - ms).toISOString();
	const after = (ms: number) => before(-ms);

	const held = async (run: Runner['run'], key: string, at: string) =>
		(await run(holdTries, { key, now: at })).flatMap(({ times }) => times);
	/** Never more than `limit` tries in any window, wherever it begins. */
	const counts = async (run: Runner['run'], key: string, limit: number, windowMs: number) => {
		const at = now().toISOString();
		// What lies further ahead than a window was counted before the clock was set back.
		const recent = (await held(run, key, at)).filter(
			(time) => time > before(windowMs) && time < after(windowMs)
		);
		if (recent.length >= limit) return false;
		await run(setTries, { key, times: [...recent, at] });
		return true;
	};
	/** A right password was no guess. */
	const giveBack = async (run: Runner['run'], key: string) => {
		const times = (await held(run, key, now().toISOString())).slice(0, -1);
		await (times.length
			? run(setTries, { key, times })
			: run(forgetTries, { keys: [key], before: '' }));
	};
	const isKnown = async (run: Runner['run'], pair: string) =>
		(await run(isPlace, { key: pair, after: before(placeKeptMs) })).some(({ known }) => known);

	return {
		allows: (email, client) =>
			store.transaction(async ({ run }) => {
				const { account, place, pair } = keysOf(email, client);
				if (await isKnown(run, pair)) return counts(run, pair, tryLimit, tryWindowMs);
				// What one account refuses does not use up what others may try from the same place.
				return (
					(await counts(run, account, tryLimit, tryWindowMs)) &&
					(await counts(run, place, placeLimit, placeWindowMs))
				);
			}),
		forget: (email, client) =>
			store.transaction(async ({ run }) => {
				const { account, place, pair } = keysOf(email, client);
				// Only what was counted is given back: guesses at others, or elsewhere, stay counted.
				const known = await isKnown(run, pair);
				if (!known) {
					await giveBack(run, account);
					await giveBack(run, place);
				}
				await run(forgetTries, { keys: known ? [pair] : [], before: before(tryWindowMs) });
				await run(keepPlace, { key: pair, now: now().toISOString() });
				await run(forgetPlaces, { before: before(placeKeptMs) });
			}),
		allowsChange: (account) =>
			store.transaction(({ run }) => counts(run, hashed('change', account), tryLimit, tryWindowMs)),
		allowsFactor: ({ kind, id, client }) =>
			store.transaction(
				async ({ run }) =>
					(await counts(run, hashed(kind, id), tryLimit, tryWindowMs)) &&
					(client === undefined ||
						(await counts(run, hashed('place', placeOf(client)), placeLimit, placeWindowMs)))
			),
		forgetFactor: ({ kind, id, client }) =>
			store.transaction(async ({ run }) => {
				await giveBack(run, hashed(kind, id));
				if (client !== undefined) await giveBack(run, hashed('place', placeOf(client)));
			}),
		takesOnce: (account, code) =>
			store.transaction(({ run }) => counts(run, hashed('once', account, code), 1, onceKeptMs))
	};
}
