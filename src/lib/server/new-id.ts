/** Random ids and tokens. */
import { randomBytes } from 'node:crypto';

/**
 * A new id: 128 random bits as 32 hexadecimal digits. Ids are typed on command lines
 * (`faisceau import --resume <id>`), so none may begin with a hyphen, as one in 64 would in base64url.
 */
export const newId = () => randomBytes(16).toString('hex');

/** A new unguessable token for an address: 256 random bits in base64url. */
export const newToken = () => randomBytes(32).toString('base64url');
