/** An auditor reads plain words, whatever was done: each declared action has its own on the audit page. */
import { expect, test } from 'vitest';
import { actions } from '#lib/server/access/actions.ts';
import { m } from '#lib/paraglide/messages.js';
import { actName, personName } from '../../src/routes/audit/words.ts';

test('every action that can stand in the log has words', () => {
	const names = Object.keys(actions);
	expect(names.length).toBeGreaterThan(30);
	expect(names.filter((action) => actName({ action, detail: '{}' }) === action)).toEqual([]);
});

test('what an older or newer version logged is shown as it stands', () => {
	for (const action of ['toString', 'later.act'])
		for (const detail of ['{}', '{"act":"toString"}', 'no JSON', 'null'])
			expect(actName({ action, detail })).toBe(action);
});

test('a look at accounts or invitations does not read as a change', () => {
	const said = (action: string, act: string) =>
		actName({ action, detail: JSON.stringify({ act }) });
	expect(said('access.manage', 'read')).not.toBe(said('access.manage', 'create'));
	expect(said('access.invite', 'list')).not.toBe(said('access.invite', 'invite'));
	// An act without words of its own has those of its action.
	expect(said('access.manage', 'later')).toBe(actName({ action: 'access.manage', detail: '{}' }));
});

test('a sign-out, and a drawing that comes back, do not read as something else', () => {
	const said = (action: string, act: string) =>
		actName({ action, detail: JSON.stringify({ act }) });
	expect(said('access.session', 'sign-out')).toBe(m.audit_act_sign_out());
	const looks = ['between', 'nodes', 'view', 'counts'].map((act) => said('network.expand', act));
	expect(new Set([...looks, said('network.expand', '')]).size).toBe(5);
});

test('an act of nobody is not one of a closed account', () => {
	const said = ['nobody', '', 'local-operator', 'system', 'ada', 'gone'].map((account) =>
		personName(account, [{ id: 'ada', name: 'Ada' }])
	);
	expect(said).toEqual([
		m.audit_nobody(),
		m.audit_nobody(),
		m.ingest_local_operator(),
		m.audit_system(),
		'Ada',
		m.ingest_someone()
	]);
});
