/** Everything about access in one place, for the composition root: accounts, sessions, viewers, set-up. */
import type { RecipientChoice } from '#lib/domain/recipient.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { accountsOf, type Accounts } from './accounts.ts';
import { listAgencies } from './agencies.ts';
import type { Agency } from './agency.ts';
import { authOf, type AuthSettings } from './auth.ts';
import { callerOf } from './caller.ts';
import { chargesFor, type Charges } from './charges.ts';
import { directory, namesOf, type Listed } from './directory.ts';
import { recipients, type Disclosing } from './recipients.ts';
import { explainOf, type Explain } from './explain.ts';
import { organisationsOf, type Organisations } from './organisations.ts';
import { policyOf, type Policy } from './factor-policy.ts';
import { factorsOf, type Factors } from './factors.ts';
import type { Institution } from './institution.ts';
import { institutionsOf, type Institutions } from './institutions.ts';
import { invitationsOf, type Invitations } from './invitations.ts';
import { keysFor, type Keys } from './keys.ts';
import { passwordCheckOf, proofOf } from './proof.ts';
import { peopleOf, type People } from './people.ts';
import { sessionsOf, type Sessions } from './sessions.ts';
import { setUpOf, type SetUp } from './set-up.ts';
import { signInOf, type SignIn } from './sign-in.ts';
import { guessedOf, type Guessed } from './wrong-links.ts';
import { throttleOf } from './throttle.ts';
import {
	localOperator,
	showsDemonstration,
	signedInOf,
	viewerOfAccount,
	type SignedIn
} from './viewer.ts';

export interface AccessSettings extends AuthSettings {
	/** A new unguessable text, such as 32 random bytes in base64url. */
	newToken: () => string;
	/** Identity providers of institutions, from the settings file; none when there is none. */
	institutions: readonly Institution[];
}

export interface Access {
	readonly origin: string;
	/** Leaves an entry of a refused guess or of a post from another site, one of each kind in a minute. */
	guessed: Guessed;
	accounts: Accounts;
	sessions: Sessions;
	setUp: SetUp;
	/** The people of an organisation, for whoever manages them. */
	people: People;
	/** Who is in charge of which case. */
	charges: Charges;
	/** Why something was allowed or refused. */
	explain: Explain;
	agencies(): Promise<Agency[]>;
	/** Which organisations hold accounts here. */
	organisations: Organisations;
	/** What an organisation is called in both languages. */
	namesOf(organisation: string): Promise<{ en: string; fr: string }>;
	directory(viewer: Viewer): Promise<Listed[]>;
	/** Whom a disclosure of the asker may name, besides their own organisation. */
	recipients(asking: Viewer | null, action: Disclosing): Promise<RecipientChoice[]>;
	localOperator(): Promise<Viewer>;
	/** An account as it is now; null when it was stopped or is not there. */
	viewerOfAccount(account: string): Promise<Viewer | null>;
	/** Whether the demonstration is loaded, so that its viewers see it. */
	showsDemonstration(): Promise<boolean>;
	/** Who the cookies of a request stand for; `cookies` are raw lines to send back. */
	signedIn(headers: Headers): Promise<{ signedIn?: SignedIn; cookies: string[] }>;
	/** better-auth's own routes, told from which address the request really came. */
	handle(request: Request, client: string): Promise<Response>;
	/** Every step of signing in, each through the same limits and with its entry. */
	signIn: SignIn;
	factors: Factors;
	/** Access for programs. */
	keys: Keys;
	policy: Policy;
	invitations: Invitations;
	institutions: Institutions;
}

export async function accessOf(settings: AccessSettings): Promise<Access> {
	const { store, audit, secret, origin, now, newToken } = settings;
	const auth = await authOf(settings);

	const caller = callerOf({ auth, store, origin });
	const throttle = throttleOf(store, secret, now);
	const policy = policyOf({ auth, audit, origin });
	const guessed = guessedOf(audit, now);
	const signIn = signInOf({ auth, audit, caller, throttle, guessed, secret, now });
	const check = passwordCheckOf(auth, throttle);
	const proof = proofOf({ auth, signIn, check, now });

	return {
		origin,
		accounts: accountsOf({ audit, auth, now }),
		sessions: sessionsOf({ audit, auth, check, now }),
		guessed,
		setUp: setUpOf({ ...settings, auth, guessed }),
		people: peopleOf({ audit, auth, now }),
		charges: chargesFor({ audit, auth, now }),
		explain: explainOf({ store, audit, auth }),
		agencies: () => listAgencies(store),
		organisations: organisationsOf({ store, audit, auth }),
		namesOf: (organisation) => namesOf(store, organisation),
		directory: (viewer) => directory(store, viewer),
		recipients: (asking, action) => recipients(store, asking, action),
		localOperator: () => localOperator(store),
		viewerOfAccount: (account) => viewerOfAccount(store, auth, account),
		showsDemonstration: () => showsDemonstration(store),
		signedIn: (headers) => signedInOf({ auth, store, policy, now }, headers),
		handle: (request, client) => caller.pass(request, client),
		signIn,
		policy,
		institutions: institutionsOf({
			institutions: settings.institutions,
			auth,
			audit,
			throttle,
			guessed,
			origin,
			now,
			log: settings.log
		}),
		invitations: invitationsOf({ store, auth, audit, throttle, origin, now, newToken, guessed }),
		keys: keysFor({ store, auth, audit, policy, proof, throttle, guessed, secret, now }),
		factors: factorsOf({ auth, audit, caller, policy, proof, signIn, secret, now })
	};
}
