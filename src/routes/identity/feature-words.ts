/** What a comparison found, in words: each feature with its level. */
import type { Feature, FeatureName } from '#lib/analytics/likeness/features.ts';
import { m } from '#lib/paraglide/messages.js';

const names: Record<FeatureName, () => string> = {
	chance: m.likeness_chance,
	kind: m.likeness_kind,
	name: m.likeness_name,
	'legal form': m.likeness_form,
	identifier: m.likeness_identifier,
	birth: m.likeness_birth,
	country: m.likeness_country,
	address: m.likeness_address,
	neighbours: m.likeness_neighbours,
	related: m.likeness_related
};
const levels: Record<string, () => string> = {
	'chance any two': m.likeness_chance_any,
	'kind kindred': m.likeness_kind_kindred,
	'kind other': m.likeness_kind_other,
	'name same': m.likeness_name_same,
	'name other order': m.likeness_name_order,
	'name spelt otherwise': m.likeness_name_spelt,
	'name close': m.likeness_name_close,
	'name shortened': m.likeness_name_short,
	'name in part': m.likeness_name_part,
	'name other': m.likeness_name_other,
	'legal form same': m.likeness_form_same,
	'legal form other': m.likeness_form_other,
	'identifier own': m.likeness_identifier_own,
	'identifier shared': m.likeness_identifier_shared,
	'identifier shared by many': m.likeness_identifier_many,
	'identifier other': m.likeness_identifier_other,
	'birth same': m.likeness_birth_same,
	'birth day and month swapped': m.likeness_birth_swapped,
	'birth one digit off': m.likeness_birth_digit,
	'birth as far as known': m.likeness_birth_known,
	'birth same year': m.likeness_birth_year,
	'birth other': m.likeness_birth_other,
	'country same': m.likeness_country_same,
	'country other': m.likeness_country_other,
	'address same': m.likeness_address_same,
	'address close': m.likeness_address_close,
	'neighbours shared': m.likeness_neighbours_shared,
	'related dealt with each other': m.likeness_related_dealt
};

export const featureName = (name: FeatureName): string => names[name]();
export const levelName = ({ feature, level }: Feature): string =>
	(Object.hasOwn(levels, `${feature} ${level}`) ? levels[`${feature} ${level}`]?.() : undefined) ??
	level;

/** The strongest of what was found, as the first words of a reason. */
export const inWords = (features: readonly Feature[]): string =>
	features
		.filter(({ feature }) => feature !== 'chance')
		.toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points))
		.slice(0, 3)
		.map((each) => levelName(each))
		.join('; ');
