/** Who is asking: what every read needs to know about the person, and nothing more. */
import type { Role, Token } from './audience.ts';

export interface Viewer {
	account: string;
	name: string;
	organisation: { id: string; name: string; nameFr?: string };
	roles: readonly Role[];
	/** The tokens of the audience rule, from `tokensOf`. Never empty strings, never null. */
	audience: readonly Token[];
	/**
	 * The local operator of an embedded file: sees everything in it (its audience is every token ever
	 * written), owns nothing, and is audited.
	 */
	operator: boolean;
}

/** What a session must do before it opens anything else: have a second factor, or show it. */
export type Held = 'set-up' | 'present';
