/** A security key of the tests: WebAuthn as a device does it, and as a broken or hostile one would. */
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

type Cbor = number | string | Buffer | Map<Cbor, Cbor>;

function head(major: number, value: number): Buffer {
	if (value < 24) return Buffer.from([(major << 5) | value]);
	if (value < 256) return Buffer.from([(major << 5) | 24, value]);
	return Buffer.from([(major << 5) | 25, value >> 8, value & 255]);
}
function cbor(item: Cbor): Buffer {
	if (typeof item === 'number') return item < 0 ? head(1, -1 - item) : head(0, item);
	if (typeof item === 'string') return Buffer.concat([head(3, item.length), Buffer.from(item)]);
	if (Buffer.isBuffer(item)) return Buffer.concat([head(2, item.length), item]);
	return Buffer.concat([head(5, item.size), ...[...item].flat().map(cbor)]);
}

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest();
const url = (data: Buffer) => data.toString('base64url');

/** What a test may bend. */
export interface Bent {
	origin?: string;
	rpId?: string;
	challenge?: string;
	counter?: number;
	/** Whether the device asked its owner for a finger or a number. */
	verified?: boolean;
	signer?: KeyObject;
}

export function deviceOf(origin: string) {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const id = randomBytes(16);
	let counter = 0;

	const clientData = (type: string, challenge: string, bent: Bent) =>
		Buffer.from(
			JSON.stringify({
				type,
				challenge: bent.challenge ?? challenge,
				origin: bent.origin ?? origin,
				crossOrigin: false
			})
		);
	const authData = (bent: Bent, attested = Buffer.alloc(0)) => {
		const flags = 1 | (bent.verified === false ? 0 : 4) | (attested.length ? 64 : 0);
		const count = Buffer.alloc(4);
		counter = bent.counter ?? counter + 1;
		count.writeUInt32BE(counter);
		const rpId = sha256(bent.rpId ?? new URL(origin).hostname);
		return Buffer.concat([rpId, Buffer.from([flags]), count, attested]);
	};
	const shared = { id: url(id), rawId: url(id), type: 'public-key', clientExtensionResults: {} };

	return {
		id: url(id),
		register({ challenge }: { challenge: string }, bent: Bent = {}) {
			const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
			const key = cbor(
				new Map<Cbor, Cbor>([
					[1, 2],
					[3, -7],
					[-1, 1],
					[-2, Buffer.from(x, 'base64url')],
					[-3, Buffer.from(y, 'base64url')]
				])
			);
			const length = Buffer.from([0, id.length]);
			const data = authData(bent, Buffer.concat([Buffer.alloc(16), length, id, key]));
			const attestation = cbor(
				new Map<Cbor, Cbor>([
					['fmt', 'none'],
					['attStmt', new Map()],
					['authData', data]
				])
			);
			return {
				...shared,
				response: {
					clientDataJSON: url(clientData('webauthn.create', challenge, bent)),
					attestationObject: url(attestation),
					transports: ['internal']
				}
			};
		},
		assert({ challenge }: { challenge: string }, bent: Bent = {}) {
			const client = clientData('webauthn.get', challenge, bent);
			const data = authData(bent);
			const signature = sign(
				'sha256',
				Buffer.concat([data, sha256(client)]),
				bent.signer ?? privateKey
			);
			return {
				...shared,
				response: {
					clientDataJSON: url(client),
					authenticatorData: url(data),
					signature: url(signature)
				}
			};
		}
	};
}
