/** Runs of blanks and tabs as one blank, for tables whose columns stand apart by them; what is quoted stays. */
export async function* blanksAsOne(texts: AsyncIterable<string>): AsyncGenerator<string> {
	let quoted = false;
	/** True at the beginning of a line, where blanks separate nothing. */
	let begins = true;
	let waiting = false;
	for await (const text of texts) {
		let out = '';
		for (const character of text) {
			const isBlank = character === ' ' || character === '\t';
			if (!quoted && isBlank) {
				waiting = !begins;
				continue;
			}
			const ends = !quoted && (character === '\n' || character === '\r');
			if (waiting && !ends) out += ' ';
			waiting = false;
			out += character;
			if (character === '"') quoted = !quoted;
			begins = ends || (begins && character === '\ufeff');
		}
		yield out;
	}
}
