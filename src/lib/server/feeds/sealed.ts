/**
 * Names and passwords for other people's servers: kept encrypted (AES-256-GCM, NIST SP 800-38D) under a key made from
 * the instance's secret, bound to the feed and the origin they were given for. What is moved to another feed or
 * address, or restored under another secret, does not open.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { Login } from './fetch.ts';

export interface Sealer {
	seal(login: Login, feed: string, origin: string): string;
	/** Undefined where it does not open. */
	open(sealed: string, feed: string, origin: string): Login | undefined;
}

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;
const Kept = v.pipe(
	v.string(),
	v.parseJson(),
	v.object({ user: v.string(), password: v.string() })
);

export function sealerOf(secret: Buffer): Sealer {
	const key = Buffer.from(hkdfSync('sha256', secret, '', 'faisceau feed login', 32));
	const boundTo = (feed: string, origin: string) => Buffer.from(`${feed}\n${origin}`);
	return {
		seal(login, feed, origin) {
			const iv = randomBytes(ivBytes);
			const cipher = createCipheriv(algorithm, key, iv).setAAD(boundTo(feed, origin));
			const text = Buffer.concat([cipher.update(JSON.stringify(login), 'utf8'), cipher.final()]);
			return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
		},
		open(sealed, feed, origin) {
			const bytes = Buffer.from(sealed, 'base64url');
			if (bytes.length <= ivBytes + tagBytes) return undefined;
			const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes), {
				authTagLength: tagBytes
			});
			decipher.setAAD(boundTo(feed, origin));
			decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
			try {
				const text = Buffer.concat([
					decipher.update(bytes.subarray(ivBytes + tagBytes)),
					decipher.final()
				]);
				return v.parse(Kept, text.toString('utf8'));
			} catch {
				return undefined;
			}
		}
	};
}
