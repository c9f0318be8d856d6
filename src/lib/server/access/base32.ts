/** RFC 4648 base 32 without padding: how an authenticator is told its secret. */
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function base32(bytes: Uint8Array): string {
	let text = '';
	let held = 0;
	let bits = 0;
	for (const byte of bytes) {
		held = (held << 8) | byte;
		for (bits += 8; bits >= 5; bits -= 5) text += letters.charAt((held >> (bits - 5)) & 31);
		held &= (1 << bits) - 1;
	}
	return bits > 0 ? text + letters.charAt((held << (5 - bits)) & 31) : text;
}
