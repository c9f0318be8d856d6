/**
 * Recovery codes: ten, each for one sign-in without the authenticator. Shown once; only keyed hashes
 * are kept, so whoever reads the graph can use none of them.
 */
import { createHmac, randomBytes } from 'node:crypto';

export const recoveryCount = 10;
/** No letter that is read as another: no i, l, o, u. */
const letters = '0123456789abcdefghjkmnpqrstvwxyz';

/** `k3f9-x2mn-7qpr`: sixty bits. */
const newCode = () =>
	[...randomBytes(12)]
		.map((byte) => letters[byte % 32])
		.join('')
		.replace(/(.{4})(?=.)/g, '$1-');
export const newRecoveryCodes = (): string[] => Array.from({ length: recoveryCount }, newCode);

/** As somebody may type it: blanks, capitals, and the letters the alphabet leaves out. */
const plain = (typed: string) =>
	typed
		.toLowerCase()
		.replace(/[^0-9a-z]/g, '')
		.replace(/[il]/g, '1')
		.replace(/o/g, '0');

/** Whether something typed is meant as a recovery code, not as the six digits of an authenticator. */
export const isRecoveryCode = (typed: string) => plain(typed).length > 8;

export const recoveryHash = (secret: string, account: string, typed: string): string =>
	createHmac('sha256', secret)
		.update(['recovery', account, plain(typed)].join('\n'))
		.digest('base64url');

/** What better-auth stores and compares is the list of hashes as it is: it never sees a code. */
const same = (list: string) => Promise.resolve(list);
export const recoveryStorage = { encrypt: same, decrypt: same };
