import { describe, expect, test } from 'vitest';
import { confinedRoles, isConfined, roles, type Role } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { barTo, clashOf, mayGive, type Managed } from '#lib/server/access/duties.ts';

const viewer = (held: readonly Role[], operator = false): Viewer => ({
	account: 'ada',
	name: 'Ada',
	organisation: { id: 'belmark', name: 'Belmark' },
	roles: held,
	audience: [],
	operator
});
const target = (more: Partial<Managed> = {}): Managed => ({
	id: 'ben',
	organisation: 'belmark',
	roles: ['analyst'],
	clientOf: [],
	groups: [],
	...more
});
const checks: readonly Role[] = ['auditor', 'data-protection-officer'];

describe('roles of one account', () => {
	test('a role alone, and two that are not confined, go together but for administrator and who checks it', () => {
		for (const one of roles) {
			expect(clashOf([one])).toBeUndefined();
			expect(clashOf([one, one])).toBeUndefined();
			for (const other of roles.filter((each) => each !== one && !isConfined(each)))
				if (!isConfined(one))
					expect(clashOf([one, other])).toBe(
						[one, other].includes('administrator') && [one, other].some((r) => checks.includes(r))
							? 'checks-administrators'
							: undefined
					);
		}
	});

	test.each(confinedRoles)('%s stands alone, but a judge may be both kinds of judge', (role) => {
		for (const other of roles.filter((each) => each !== role)) {
			const both = [role, other].toSorted().join() === 'issuing-judge,magistrate';
			expect(clashOf([role, other])).toBe(both ? undefined : 'confined-alone');
			expect(clashOf([other, role])).toBe(both ? undefined : 'confined-alone');
		}
		expect(clashOf(['issuing-judge', 'magistrate', 'analyst'])).toBe('confined-alone');
	});
});

describe('giving a role', () => {
	test.each(roles)(
		'%s: the operator gives it; administrators do, unless it checks them',
		(role) => {
			expect(mayGive(viewer([], true), role)).toBe(true);
			expect(mayGive(viewer(['administrator']), role)).toBe(!checks.includes(role));
			for (const other of roles.filter((each) => each !== 'administrator'))
				expect(mayGive(viewer([other]), role)).toBe(false);
		}
	);
});

describe('changing an account', () => {
	const admin = viewer(['administrator', 'analyst']);

	test.each([
		['of a colleague', target(), undefined, undefined],
		['of another administrator', target({ roles: ['administrator'] }), undefined, undefined],
		['of another organisation', target({ organisation: 'sefrin' }), 'elsewhere', 'elsewhere'],
		['of one’s own', target({ id: 'ada' }), 'oneself', 'oneself'],
		[
			'of an auditor',
			target({ roles: ['analyst', 'auditor'] }),
			'more-privileged',
			'more-privileged'
		],
		['of a member of a group', target({ groups: ['jit'] }), undefined, 'more-privileged'],
		['of a client of others', target({ clientOf: ['sefrin'] }), undefined, 'more-privileged']
	] as const)('%s', (_, account, keeps, takes) => {
		expect(barTo(admin, account, false)).toBe(keeps);
		expect(barTo(admin, account, true)).toBe(takes);
		expect(barTo(viewer([], true), account, true)).toBeUndefined();
	});

	test('is nothing for who is no administrator', () => {
		expect(barTo(viewer(['analyst']), target(), false)).toBe('more-privileged');
	});
});
