// Checks a proof of an audit entry without Faisceau: node verify-proof.mjs PROOF.json [KEY]
// PROOF.json is what `faisceau audit prove NUMBER` printed; KEY the public key as it came another way:
// without it nobody knows whose log it is, and the exit is not 0.
// Follows RFC 8785 (canonical JSON), RFC 6962 (hashes), RFC 9162 2.1.3.2 (paths), C2SP signed-note.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [file, givenKey] = process.argv.slice(2);
const written = readFileSync(file, 'utf8');
const { entry, proof, checkpoint, key, ...more } = JSON.parse(written);
// Of a part that is there twice, readers would take one and JSON.parse the other.
const compact = written.replace(/("(?:[^"\\]|\\.)*")|\s+/g, (_, text) => text ?? '');
if (JSON.stringify(JSON.parse(written)) !== compact || Object.keys(more).length)
	throw new Error(`${file} says something twice, or more than a proof does`);
const sha256 = (...parts) =>
	parts.reduce((h, part) => h.update(part), createHash('sha256')).digest();

// 1. The leaf: 0x00 and the entry in canonical JSON, its detail unfolded, without the leaf itself.
const canonical = (value) =>
	Array.isArray(value)
		? `[${value.map(canonical).join(',')}]`
		: value !== null && typeof value === 'object'
			? `{${Object.keys(value)
					.sort()
					.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`)
					.join(',')}}`
			: JSON.stringify(value);
const { leaf, ...content } = entry;
content.detail = JSON.parse(entry.detail);
let hash = sha256(Buffer.of(0), canonical(content));
const fits = hash.toString('hex') === leaf && canonical(content.detail) === entry.detail;

// 2. The path: from the leaf to the root that the checkpoint names.
const [text, signatureLine] = checkpoint.split('\n\n');
const [origin, size, root] = text.split('\n');
let index = BigInt(entry.seq - 1);
let last = BigInt(size) - 1n;
let inside = index <= last;
for (const step of proof) {
	const other = Buffer.from(step, 'hex');
	if (last === 0n) inside = false;
	if (index % 2n === 1n || index === last) {
		hash = sha256(Buffer.of(1), other, hash);
		while (index % 2n === 0n && index > 0n) [index, last] = [index >> 1n, last >> 1n];
	} else hash = sha256(Buffer.of(1), hash, other);
	[index, last] = [index >> 1n, last >> 1n];
}
inside &&= last === 0n && hash.toString('base64') === root;

// 3. The signature over the checkpoint's text.
const encoded = (givenKey ?? key).split('+').slice(2).join('+');
const raw = Buffer.from(encoded, 'base64').subarray(1);
const x = raw.toString('base64url');
const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
const signature = Buffer.from(signatureLine.trim().split(' ')[2], 'base64').subarray(4);
const signed = verify(null, Buffer.from(`${text}\n`), publicKey, signature);

const say = (good, what) => console.log(`${good ? 'holds' : 'FAILS'}: ${what}`);
say(fits, 'the entry is what its hash says');
say(inside, `entry ${entry.seq} is in the log of ${size} entries`);
if (signed && !givenKey)
	console.log(`UNPROVEN: the checkpoint is signed, by an unknown key that calls itself ${origin}`);
else say(signed, `the checkpoint is signed by ${origin}`);
process.exit(fits && inside && signed && givenKey ? 0 : 1);
