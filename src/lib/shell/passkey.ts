/**
 * The two ceremonies of a passkey that only the browser can do. The server's options come as JSON, the
 * device's answer goes back as JSON; every rule is checked on the server.
 */
interface Descriptor {
	id: string;
	transports?: AuthenticatorTransport[];
}
export interface CreationJson {
	challenge: string;
	rp: PublicKeyCredentialRpEntity;
	user: { id: string; name: string; displayName: string };
	pubKeyCredParams: PublicKeyCredentialParameters[];
	timeout?: number;
	excludeCredentials?: Descriptor[];
	authenticatorSelection?: AuthenticatorSelectionCriteria;
}
export interface RequestJson {
	challenge: string;
	rpId?: string;
	timeout?: number;
	userVerification?: UserVerificationRequirement;
}

const bytes = (text: string) =>
	Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
const text = (buffer: ArrayBuffer) =>
	btoa(String.fromCharCode(...new Uint8Array(buffer)))
		.replaceAll('+', '-')
		.replaceAll('/', '_')
		.replaceAll('=', '');

export const hasPasskeys = () => typeof PublicKeyCredential === 'function';

function answered(credential: Credential | null): PublicKeyCredential {
	if (credential instanceof PublicKeyCredential) return credential;
	throw new Error('no passkey was given');
}
const shared = (credential: PublicKeyCredential) => ({
	id: credential.id,
	rawId: text(credential.rawId),
	type: credential.type,
	clientExtensionResults: {}
});

/** Makes a passkey on this device or on one that is near; throws when its owner declines. */
export async function createPasskey(options: CreationJson): Promise<unknown> {
	const credential = answered(
		await navigator.credentials.create({
			publicKey: {
				...options,
				challenge: bytes(options.challenge),
				user: { ...options.user, id: bytes(options.user.id) },
				excludeCredentials: (options.excludeCredentials ?? []).map((each) => ({
					type: 'public-key',
					id: bytes(each.id),
					transports: each.transports
				}))
			}
		})
	);
	const response = credential.response as AuthenticatorAttestationResponse;
	return {
		...shared(credential),
		response: {
			clientDataJSON: text(response.clientDataJSON),
			attestationObject: text(response.attestationObject),
			transports: response.getTransports()
		}
	};
}

/** Signs the server's challenge with a passkey of its owner's choice; throws when they decline. */
export async function usePasskey(options: RequestJson): Promise<unknown> {
	const credential = answered(
		await navigator.credentials.get({
			publicKey: {
				challenge: bytes(options.challenge),
				rpId: options.rpId,
				timeout: options.timeout,
				userVerification: options.userVerification
			}
		})
	);
	const response = credential.response as AuthenticatorAssertionResponse;
	return {
		...shared(credential),
		response: {
			clientDataJSON: text(response.clientDataJSON),
			authenticatorData: text(response.authenticatorData),
			signature: text(response.signature),
			...(response.userHandle ? { userHandle: text(response.userHandle) } : {})
		}
	};
}

/** One step with the server; undefined when it refused or did not answer as expected. */
export async function step<T>(
	address: string,
	body: object
): Promise<{ status: number; answer?: T }> {
	const response = await fetch(address, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body)
	});
	return response.ok
		? { status: response.status, answer: (await response.json()) as T }
		: { status: response.status };
}
