/**
 * A UUID from one of our ids, the same at every export. Our ids are keyed hashes already, so spreading
 * their bits needs no cryptography here. Algorithm: cyrb128 (bryc, public domain).
 */
export function uuidOf(text: string): string {
	let [a, b, c, d] = [1_779_033_703, 3_144_134_277, 1_013_904_242, 2_773_480_762];
	for (let i = 0; i < text.length; i++) {
		const k = text.charCodeAt(i);
		a = b ^ Math.imul(a ^ k, 597_399_067);
		b = c ^ Math.imul(b ^ k, 2_869_860_233);
		c = d ^ Math.imul(c ^ k, 951_274_213);
		d = a ^ Math.imul(d ^ k, 2_716_044_179);
	}
	a = Math.imul(c ^ (a >>> 18), 597_399_067);
	b = Math.imul(d ^ (b >>> 22), 2_869_860_233);
	c = Math.imul(a ^ (c >>> 17), 951_274_213);
	d = Math.imul(b ^ (d >>> 19), 2_716_044_179);
	a ^= b ^ c ^ d;
	const hex = [a, b ^ a, c ^ a, d ^ a]
		.map((part) => (part >>> 0).toString(16).padStart(8, '0'))
		.join('');
	const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4);
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
