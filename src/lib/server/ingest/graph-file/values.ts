/** Values of declared attributes, by the types of GraphML and GEXF: exactly, or as the text that stands there. */
import type { Json } from '#lib/domain/draft.ts';

const whole = new Set(['int', 'integer', 'long', 'short', 'byte']);
const broken = new Set(['float', 'double']);

/** A number only where writing it again gives the same text, so that no digit is lost. */
function numberOf(text: string): number | undefined {
	const value = Number(text);
	return text !== '' && Number.isFinite(value) && String(value) === text ? value : undefined;
}

/** The value, and why it is no value of the type where it is none. */
export function valueOf(text: string, type: string): { value: Json; problem?: string } {
	const trimmed = text.trim();
	if (type === 'boolean') {
		if (/^(?:true|1)$/i.test(trimmed)) return { value: true };
		if (/^(?:false|0)$/i.test(trimmed)) return { value: false };
		return { value: text, problem: 'expected true or false' };
	}
	if (whole.has(type)) {
		if (!/^[+-]?\d{1,400}$/.test(trimmed))
			return { value: text, problem: 'expected a whole number' };
		const value = numberOf(trimmed);
		return { value: value !== undefined && Number.isSafeInteger(value) ? value : trimmed };
	}
	if (broken.has(type)) {
		// NaN and the infinities are values of xsd:double, and no numbers of JSON: they stay texts.
		if (/^(?:NaN|[+-]?(?:INF|Infinity))$/.test(trimmed)) return { value: trimmed };
		if (!/^[+-]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][+-]?\d{1,9})?$/.test(trimmed))
			return { value: text, problem: 'expected a number' };
		return { value: numberOf(trimmed) ?? trimmed };
	}
	return { value: text };
}
