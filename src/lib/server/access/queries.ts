/** The statements of access, each a file under cypher/access; better-auth's own are made by its adapter. */
import * as v from 'valibot';
import { Slug } from '#lib/domain/audience.ts';
import { query } from '#lib/server/graph/query.ts';
import { Agency } from './agency.ts';

const none = v.object({});
/** As stored: what an older version allowed as an id is read all the same. */
const Row = v.object({ ...Agency.entries, id: v.string() });

export const readAgencies = query('access/agencies', { params: none, row: Row });
export const readAgency = query('access/agency', {
	params: v.object({ id: v.string() }),
	row: Row
});
export const putAgency = query('access/ensure-agency', {
	params: v.object({ id: Slug, props: v.record(v.string(), v.union([v.string(), v.boolean()])) }),
	row: v.object({ id: v.string() })
});
export const lockAgency = query('access/lock-agency', {
	params: v.object({ id: v.string() }),
	row: v.object({ locked: v.number() })
});
const tokens = v.array(v.string());
export const sharedTokens = query('access/shared-tokens', {
	params: v.object({ id: v.string(), audience: tokens, tokens }),
	row: v.object({ token: v.string() })
});
const times = v.array(v.string());
export const holdTries = query('access/hold-tries', {
	params: v.object({ key: v.string(), now: v.string() }),
	row: v.object({
		times: v.pipe(
			v.nullable(times),
			v.transform((known) => known ?? [])
		)
	})
});
export const setTries = query('access/set-tries', {
	params: v.object({ key: v.string(), times }),
	row: v.object({ count: v.number() })
});
export const forgetTries = query('access/forget-tries', {
	params: v.object({ keys: v.array(v.string()), before: v.string() }),
	row: v.object({ gone: v.number() })
});
export const isPlace = query('access/is-place', {
	params: v.object({ key: v.string(), after: v.string() }),
	row: v.object({ known: v.boolean() })
});
export const keepPlace = query('access/keep-place', {
	params: v.object({ key: v.string(), now: v.string() }),
	row: v.object({ since: v.string() })
});
export const forgetPlaces = query('access/forget-places', {
	params: v.object({ before: v.string() }),
	row: v.object({ gone: v.number() })
});
export const readLink = query('access/set-up', {
	params: none,
	row: v.object({ hash: v.string(), expiresAt: v.string() })
});
export const putLink = query('access/put-set-up', {
	params: v.object({ hash: v.string(), expiresAt: v.string() }),
	row: v.object({ id: v.string() })
});
export const lockLink = query('access/lock-set-up', {
	params: v.object({ hash: v.string() }),
	row: v.object({ locked: v.number() })
});
export const takeLink = query('access/take-set-up', {
	params: v.object({ hash: v.string() }),
	row: v.object({ taken: v.number() })
});
export const beginFinishing = query('access/begin-finishing', {
	params: v.object({ account: v.string(), until: v.string() }),
	row: v.object({ id: v.string() })
});
export const readFinishing = query('access/finishing', {
	params: none,
	row: v.object({ account: v.string(), until: v.string() })
});
export const endFinishing = query('access/end-finishing', {
	params: v.object({ account: v.string() }),
	row: v.object({ ended: v.number() })
});
export const allTokens = query('access/tokens', {
	params: v.object({}),
	row: v.object({ token: v.string() })
});
export const hasToken = query('access/has-token', {
	params: v.object({ token: v.string() }),
	row: v.object({ total: v.number() })
});

const key = v.record(v.string(), v.string());
const madeKey = v.object({ id: v.string() });
export const createKey = query('access/create-key', {
	params: v.object({ props: key }),
	row: madeKey
});
export const readKey = query('access/key', {
	params: v.object({ id: v.string() }),
	row: v.object({ props: key })
});
export const keysOf = query('access/keys-of', {
	params: v.object({ maker: v.string() }),
	row: v.object({ props: key })
});
export const revokeKey = query('access/revoke-key', {
	params: v.object({ id: v.string(), maker: v.string(), at: v.string() }),
	row: madeKey
});
export const touchKey = query('access/touch-key', {
	params: v.object({ id: v.string(), at: v.string() }),
	row: madeKey
});
