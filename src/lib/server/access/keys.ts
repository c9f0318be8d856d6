/**
 * Access for a program: a key that somebody makes, under a ceiling, for at most a year. It carries what
 * its maker sees up to that ceiling and no more, and only while the maker has an account here and may make
 * keys: whoever leaves takes their keys along. Shown once; only a keyed hash is kept, so whoever reads the
 * graph can use none of them.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import { ceilings, under, type Ceiling } from '#lib/domain/ceiling.ts';
import type { Program } from '#lib/domain/program.ts';
import { isOneLine, oneLine } from '#lib/domain/one-line.ts';
import { purposes, type Purpose } from '#lib/domain/restricted.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { by, type Audit, type AuditEvent } from '#lib/server/audit/event.ts';
import { latelyOf } from '#lib/server/audit/lately.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import { findUser, type Auth } from './auth.ts';
import { decide, demand } from './decide.ts';
import type { Policy } from './factor-policy.ts';
import { paceOf } from './pace.ts';
import type { Own, Proof, Shown } from './proof.ts';
import { createKey, keysOf, readKey, revokeKey, touchKey } from './queries.ts';
import type { Throttle } from './throttle.ts';
import { viewerOfUser } from './viewer.ts';
import type { Guessed } from './wrong-links.ts';

/** Scanners of source text find a key that was left in it by this. */
export const keyPrefix = 'fsc_';
const shape = /^fsc_([0-9a-f]{16})_([\w-]{43})$/;
const day = 86_400_000;
const minute = 60_000;
export const longestDays = 365;
/** Keys of one person that work at the same time. */
export const mostKeys = 20;
/** Answers to one key in a minute. */
export const mostInMinute = 300;

/** Also the user name where a program can only send a name and a password: no `:`, no letter beyond ASCII. */
const Name = v.pipe(
	v.string(),
	v.trim(),
	v.regex(/^[A-Za-z0-9][A-Za-z0-9 ._-]{1,59}$/, 'letters, digits, blanks, . _ -')
);
export const NewKey = v.object({
	name: Name,
	use: v.pipe(v.string(), v.trim(), v.minLength(10), v.maxLength(300), v.check(isOneLine, oneLine)),
	purpose: v.picklist(purposes),
	ceiling: v.picklist(ceilings),
	days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(longestDays))
});
export type NewKey = v.InferOutput<typeof NewKey>;
export type KeyField = keyof NewKey;

export const StoredKey = v.object({
	id: v.string(),
	hash: v.string(),
	maker: v.string(),
	organisation: v.string(),
	name: v.string(),
	use: v.string(),
	purpose: v.picklist(purposes),
	ceiling: v.picklist(ceilings),
	createdAt: v.string(),
	expiresAt: v.string(),
	revokedAt: v.optional(v.string()),
	lastUsed: v.optional(v.string())
});
type StoredKey = v.InferOutput<typeof StoredKey>;

export type KeyState = 'works' | 'expired' | 'revoked';
export interface KeySummary {
	id: string;
	name: string;
	use: string;
	purpose: Purpose;
	ceiling: Ceiling;
	/** How it begins, to know it by. */
	begins: string;
	createdAt: string;
	expiresAt: string;
	lastUsed: string | null;
	state: KeyState;
}

export interface Presented {
	key: string;
	/** Where it came as a password: the name it came with. */
	name?: string;
	client: string;
}

type Refusal = 'wrong' | 'throttled';
export interface Keys {
	list(viewer: Viewer): Promise<KeySummary[]>;
	/** The key is in the answer and never again. */
	make(
		own: Own,
		asked: unknown,
		shown: Shown
	): Promise<
		| { key: string; made: KeySummary }
		| { problems: KeyField[] }
		| { refused: 'wrong' | 'throttled' | 'many' }
	>;
	/** False for a key of another person as for one that never was. */
	revoke(viewer: Viewer, id: string): Promise<boolean>;
	recognise(presented: Presented): Promise<Program | Refusal>;
}

interface KeySettings {
	store: GraphStore;
	auth: Auth;
	audit: Audit;
	policy: Pick<Policy, 'held'>;
	proof: Proof;
	throttle: Throttle;
	guessed: Guessed;
	secret: string;
	now: () => Date;
}

export function keysFor(settings: KeySettings): Keys {
	const { store, auth, audit, policy, proof, throttle, guessed, secret, now } = settings;
	const hashOf = (key: string) =>
		createHmac('sha256', secret).update(`api-key\n${key}`).digest('base64url');
	const stateOf = ({ revokedAt, expiresAt }: StoredKey): KeyState =>
		revokedAt ? 'revoked' : expiresAt <= now().toISOString() ? 'expired' : 'works';
	const summary = (stored: StoredKey): KeySummary => ({
		id: stored.id,
		name: stored.name,
		use: stored.use,
		purpose: stored.purpose,
		ceiling: stored.ceiling,
		begins: `${keyPrefix}${stored.id.slice(0, 8)}…`,
		createdAt: stored.createdAt,
		expiresAt: stored.expiresAt,
		lastUsed: stored.lastUsed ?? null,
		state: stateOf(stored)
	});
	const event = (
		viewer: Viewer,
		act: string,
		outcome: AuditEvent['outcome'],
		detail: AuditEvent['detail'] = {}
	): AuditEvent => ({
		...by(viewer),
		action: 'access.key',
		outcome,
		subjects: [],
		detail: { act, ...detail }
	});
	const made = async (viewer: Viewer) =>
		(await store.read(keysOf, { maker: viewer.account })).map(({ props }) =>
			v.parse(StoredKey, props)
		);
	const touched = latelyOf(now, minute);
	const pace = paceOf(now, mostInMinute, minute);

	/** The maker as they are now, cut down to the key; nobody when they may not make keys any more. */
	async function programOf(stored: StoredKey): Promise<Program | undefined> {
		const user = await findUser((await auth.$context).adapter, stored.maker);
		if (!user || user.disabled || user.organisation !== stored.organisation) return undefined;
		// Whoever owes a factor has to add it before anything is opened in their name.
		if ((await policy.held(user, '')) === 'set-up') return undefined;
		const maker = await viewerOfUser(store, auth, user);
		if (!decide(maker, 'access.key').allowed) return undefined;
		const { id, name, ceiling, purpose } = stored;
		return {
			viewer: { ...maker, audience: under(maker.audience, ceiling) },
			key: { id, name, ceiling, purpose }
		};
	}

	/** Compared in the same time whether or not such a key is there. */
	async function found({ key, name }: Presented): Promise<StoredKey | undefined> {
		const [, id = ''] = shape.exec(key) ?? [];
		const [row] = await store.read(readKey, { id });
		const stored = row && v.parse(StoredKey, row.props);
		const given = Buffer.from(hashOf(key));
		const isRight = timingSafeEqual(given, Buffer.from(stored?.hash ?? hashOf('')));
		if (!stored || !isRight || stateOf(stored) !== 'works') return undefined;
		return name === undefined || name === stored.name ? stored : undefined;
	}

	return {
		async list(viewer) {
			demand(viewer, 'access.key');
			return (await made(viewer)).map(summary);
		},
		async make(own, asked, shown) {
			const viewer = demand(own.viewer, 'access.key');
			const parsed = v.safeParse(NewKey, asked);
			if (!parsed.success)
				return {
					problems: [...new Set(parsed.issues.map(({ path }) => path?.[0]?.key as KeyField))]
				};
			const { name, days, ...rest } = parsed.output;
			const working = (await made(viewer)).filter((each) => stateOf(each) === 'works');
			if (working.length >= mostKeys) return { refused: 'many' };
			if (working.some((each) => each.name === name)) return { problems: ['name'] };
			const proven = await proof.shows(own, shown);
			if (proven !== 'done') {
				await audit.consult(event(viewer, 'make', 'refused'));
				return { refused: proven };
			}
			const id = randomBytes(8).toString('hex');
			const key = `${keyPrefix}${id}_${randomBytes(32).toString('base64url')}`;
			const stored: StoredKey = {
				id,
				hash: hashOf(key),
				maker: viewer.account,
				organisation: viewer.organisation.id,
				name,
				...rest,
				createdAt: now().toISOString(),
				expiresAt: new Date(now().getTime() + days * day).toISOString()
			};
			const { ceiling } = rest;
			await audit.write(
				{ ...event(viewer, 'make', 'done', { ceiling, days }), subjects: [id] },
				(runner) => runner.run(createKey, { props: stored })
			);
			return { key, made: summary(stored) };
		},
		async revoke(viewer, id) {
			demand(viewer, 'access.key');
			const gone = await audit.write(
				(rows: { id: string }[]) => ({
					...event(viewer, 'revoke', rows.length ? 'done' : 'refused'),
					subjects: [id]
				}),
				(runner) => runner.run(revokeKey, { id, maker: viewer.account, at: now().toISOString() })
			);
			return gone.length > 0;
		},
		async recognise(presented) {
			const stored = await found(presented);
			const program = stored && (await programOf(stored));
			if (!program) {
				const { client } = presented;
				// Whoever guesses is held up by where they are: a key that works is not stopped by it.
				const may = await throttle.allowsFactor({ kind: 'key', id: client, client });
				await guessed('api.pull', may ? 'wrong key' : 'throttled');
				return may ? 'wrong' : 'throttled';
			}
			const { id } = stored;
			if (!pace(id)) return 'throttled';
			await touched.once(id, 'used', [''], async () => {
				await store.write(touchKey, { id, at: now().toISOString() });
			});
			return program;
		}
	};
}
