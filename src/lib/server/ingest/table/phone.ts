/** Telephone numbers in one spelling: E.164, through Google's metadata (libphonenumber). */
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';

export type Called =
	| { number: string }
	/** A service: a short code or a name in the place of a number. It names nothing outside its network. */
	| { service: string }
	| { problem: 'no-country' | 'not-a-number' };

const shortest = 7;

/** `country` (ISO 3166-1 alpha-2) is whose national numbers those without a country code are. */
export function phoneOf(text: string, country: string | undefined): Called {
	const written = text.trim();
	if (/\p{L}/u.test(written)) return { service: written };
	const digits = written.replace(/[\s()./-]/g, '');
	if (!/^\+?[\d*#]{2,20}$/.test(digits)) return { problem: 'not-a-number' };
	if (!digits.startsWith('+') && (digits.length < shortest || /[*#]/.test(digits)))
		return { service: digits };
	const international = digits.replace(/^00/, '+');
	if (!international.startsWith('+') && (!country || !isSupportedCountry(country)))
		return { problem: 'no-country' };
	const found = parsePhoneNumberFromString(
		international,
		country && isSupportedCountry(country) ? country : undefined
	);
	return found?.isPossible() ? { number: found.number } : { problem: 'not-a-number' };
}
