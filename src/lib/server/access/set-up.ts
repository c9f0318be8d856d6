/**
 * The one-time set-up link. A server without any account prints it at each start; the newest works
 * once, for 24 hours. Only a hash of it is kept. There is no default password and no other way in.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import type { Viewer } from '#lib/domain/viewer.ts';
import { by, type Audit } from '#lib/server/audit/event.ts';
import type { GraphStore } from '#lib/server/graph/store.ts';
import {
	NewAccount,
	problemsOf,
	writeAccount,
	type AccountSummary,
	type Made
} from './accounts.ts';
import { belmark, listAgencies } from './agencies.ts';
import type { Agency } from './agency.ts';
import type { Auth } from './auth.ts';
import { demand } from './decide.ts';
import { agencyFor, known } from './directory.ts';
import { agencyNamed, NewOrganisation } from './organisations.ts';
import {
	beginFinishing,
	endFinishing,
	lockLink,
	putLink,
	readFinishing,
	readLink,
	takeLink
} from './queries.ts';
import type { Guessed } from './wrong-links.ts';

export const linkHours = 24;

export type FirstAccount = Pick<NewAccount, 'name' | 'email' | 'password'> & {
	/** One of the vocabulary by its id, or one it does not know; the demonstration's when absent. */
	organisation?: string | NewOrganisation;
};

export interface SetUp {
	/** The link of this start when there is no account yet; one of an earlier start stops working. */
	link(): Promise<string | undefined>;
	/** Whether nobody has an account yet, so that signing in must fail. */
	awaited(): Promise<boolean>;
	/** Whether this token opens the set-up page now. */
	opens(token: string): Promise<boolean>;
	/** Makes the first account; undefined when the token does not, or no longer, open the page. */
	finish(token: string, input: FirstAccount): Promise<Made<AccountSummary> | undefined>;
	/** Whether the viewer made the first account within the link's time and has not ended the last step. */
	goesOn(viewer: Viewer): Promise<boolean>;
	/** Ends the last step, and says whether the demonstration was kept; once. */
	end(viewer: Viewer, demonstration: 'kept' | 'cleared'): Promise<void>;
}

interface SetUpSettings {
	store: GraphStore;
	audit: Audit;
	auth: Auth;
	origin: string;
	now: () => Date;
	newToken: () => string;
	guessed: Guessed;
}

const hashOf = (token: string) => createHash('sha256').update(`set-up\n${token}`).digest('hex');

export function setUpOf({
	store,
	audit,
	auth,
	origin,
	now,
	newToken,
	guessed
}: SetUpSettings): SetUp {
	const hasAccount = async () => (await (await auth.$context).adapter.count({ model: 'user' })) > 0;

	async function opens(token: string): Promise<boolean> {
		const [link] = await store.read(readLink, {});
		if (!link || link.expiresAt <= now().toISOString()) return false;
		return (
			timingSafeEqual(Buffer.from(hashOf(token)), Buffer.from(link.hash)) && !(await hasAccount())
		);
	}

	/** What cannot be made or is not known has no id, and is refused with the rest of the form. */
	const nowhere: Agency = { ...belmark, id: '' };
	async function agencyFrom(asked: string | NewOrganisation): Promise<Agency> {
		if (asked === belmark.id) return belmark;
		if (typeof asked === 'string')
			return known.some(({ id }) => id === asked) ? agencyFor(asked) : nowhere;
		const parsed = v.safeParse(NewOrganisation, asked);
		return (parsed.success && agencyNamed(parsed.output, await listAgencies(store))) || nowhere;
	}

	/** Made by this process: asked again, it gives the same link for as long as that opens. */
	let made: string | undefined;
	const untilFromNow = () => new Date(now().getTime() + linkHours * 3_600_000).toISOString();
	const linkOf = (token: string) => `${origin}/setup?token=${encodeURIComponent(token)}`;

	return {
		awaited: async () => !(await hasAccount()),
		async opens(token) {
			if (await opens(token)) return true;
			if (token) await guessed('access.set-up', 'wrong link');
			return false;
		},
		async link() {
			if (made !== undefined && (await opens(made))) return linkOf(made);
			if (await hasAccount()) return undefined;
			const token = newToken();
			await store.write(putLink, { hash: hashOf(token), expiresAt: untilFromNow() });
			made = token;
			return linkOf(token);
		},
		async finish(token, input) {
			if (!(await opens(token))) {
				await guessed('access.set-up', 'wrong link');
				return undefined;
			}
			const { organisation = belmark.id, ...person } = input;
			const agency = await agencyFrom(organisation);
			const parsed = v.safeParse(NewAccount, {
				...person,
				organisation: agency.id,
				roles: ['administrator', 'analyst']
			});
			if (!parsed.success) return { problems: problemsOf(parsed.issues) };
			const hash = await (await auth.$context).password.hash(parsed.output.password);
			try {
				const account = await audit.write(
					(made: AccountSummary) => ({
						action: 'access.set-up',
						actor: made.id,
						organisation: made.organisation,
						outcome: 'done',
						subjects: [made.id]
					}),
					async (runner) => {
						await runner.run(lockLink, { hash: hashOf(token) });
						const [link] = await runner.run(takeLink, { hash: hashOf(token) });
						if (!link?.taken) throw new LinkUsed('the set-up link was used meanwhile');
						const written = { runner, auth, now: now() };
						const account = await writeAccount(written, parsed.output, hash, agency);
						await runner.run(beginFinishing, { account: account.id, until: untilFromNow() });
						return account;
					}
				);
				return { account };
			} catch (error) {
				// The other of two who used the link at once: on Neo4j it fails on the deleted node instead.
				if (error instanceof LinkUsed || !(await opens(token))) return undefined;
				throw error;
			}
		},
		async goesOn(viewer) {
			demand(viewer, 'graph.unseed');
			const [going] = await store.read(readFinishing, {});
			return going?.account === viewer.account && going.until > now().toISOString();
		},
		async end(viewer, demonstration) {
			demand(viewer, 'graph.unseed');
			await audit.write(
				{
					...by(viewer),
					action: 'access.set-up',
					outcome: 'done',
					subjects: [viewer.account],
					detail: { act: 'end', demonstration }
				},
				(runner) => runner.run(endFinishing, { account: viewer.account })
			);
		}
	};
}

class LinkUsed extends Error {
	override name = 'LinkUsed';
}
