/** `faisceau user`: accounts. A password is typed or piped in, never part of the command. */
import { roles, type Role } from '#lib/domain/audience.ts';
import { fold } from '#lib/domain/fold.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { App } from '#lib/server/app.ts';
import { by } from '#lib/server/audit/event.ts';
import {
	exits,
	flag,
	text,
	texts,
	UsageError,
	type Arguments,
	type Command,
	type Outcome,
	type Output
} from '../command.ts';

const isRole = (name: string): name is Role => (roles as readonly string[]).includes(name);

const outcome = (result: object, ...lines: string[]): Outcome => ({
	exit: exits.done,
	result,
	lines
});
const refused = (reason: string, output: Output): Outcome => {
	output.say(reason);
	return { exit: exits.failed, result: { error: { reason } }, lines: [] };
};

async function problemsSaid(problems: Record<string, string>, output: Output): Promise<Outcome> {
	const { passwordLength } = await import('#lib/domain/password.ts');
	const expected: Record<string, string> = {
		password: `expected ${passwordLength.least} to ${passwordLength.most} characters`,
		email: 'expected an e-mail address',
		name: 'expected 1 to 200 characters',
		organisation: 'expected the id of an organisation',
		roles: `expected ${roles.join(', ')}`
	};
	const told: Record<string, string> = {
		taken: 'an account has it already',
		common:
			'it is among the first that are tried: a common word, a row of keys, a name or an address, with or without figures'
	};
	return refused(
		Object.entries(problems)
			.map(([field, problem]) => `${field}: ${told[problem] ?? expected[field] ?? problem}`)
			.join('; '),
		output
	);
}

interface Asked {
	app: App;
	viewer: Viewer;
	email: string;
	args: Arguments;
	output: Output;
}

/** How many letters have to be typed otherwise for one text to be another. */
function apart(one: string, other: string): number {
	let row = Array.from({ length: other.length + 1 }, (_, at) => at);
	for (const [line, letter] of [...one].entries()) {
		const before = row;
		row = [line + 1];
		for (let at = 1; at <= other.length; at++)
			row[at] = Math.min(
				(before[at] ?? 0) + 1,
				(row[at - 1] ?? 0) + 1,
				(before[at - 1] ?? 0) + Number(letter !== other[at - 1])
			);
	}
	return row[other.length] ?? 0;
}

/** A slip in the id must not make an organisation of its own, with people in it whom nobody else can see. */
async function meant({ app, viewer, args }: Asked, organisation: string): Promise<void> {
	const all = await app.access.directory(viewer);
	if (all.some(({ id }) => id === organisation)) return;
	const folded = fold(organisation);
	const near = all
		.map(({ id, name }) => {
			const steps = [id, name.en, name.fr].map((known) => apart(folded, fold(known)));
			return { said: `${id} (${name.en})`, steps: Math.min(...steps) };
		})
		.toSorted((a, b) => a.steps - b.steps);
	const wants = flag(args, 'new-org');
	// One that is there under another spelling is never made again.
	const meantAll = near.filter(({ steps }) => steps <= (wants ? 0 : folded.length / 3)).slice(0, 3);
	if (wants && meantAll.length === 0) return;
	const question = meantAll.length
		? `Did you mean ${meantAll.map(({ said }) => said).join(' or ')}?`
		: 'None of the directory is spelt nearly so.';
	throw new UsageError(
		`--org: expected an id; '${organisation}' is none. ${question} --new-org makes an organisation of that id.`
	);
}

const unknown = ({ email, output }: Asked) => refused(`there is no account ${email}`, output);

function password({ output }: Asked): string {
	const answer = output.answer?.replace(/\r?\n$/, '') ?? '';
	if (answer === '')
		throw new UsageError('the password is missing: type it when asked, or pipe it in');
	return answer;
}

function rolesOf(args: Arguments): Role[] {
	const wanted = texts(args, 'role');
	const other = wanted.find((role) => !isRole(role));
	if (other !== undefined)
		throw new UsageError(`--role: expected ${roles.join(', ')}, got '${other}'`);
	return wanted.filter(isRole);
}

function invited(args: Arguments) {
	const organisation = text(args, 'org');
	if (!organisation) throw new UsageError('--org is missing');
	const wanted = rolesOf(args);
	const given: Role[] = wanted.length ? wanted : ['analyst'];
	return { organisation, roles: given };
}

function bound(args: Arguments) {
	const institution = text(args, 'institution');
	const subject = text(args, 'subject');
	if (!institution) throw new UsageError('--institution is missing');
	if (!subject && !flag(args, 'free'))
		throw new UsageError('--subject is missing; --free takes the binding off');
	return { institution, subject: flag(args, 'free') ? undefined : subject };
}

function newAccount(args: Arguments, email: string) {
	const name = text(args, 'name');
	if (!name) throw new UsageError('--name is missing');
	return {
		email,
		name,
		...invited(args),
		clientOf: texts(args, 'client-of'),
		groups: texts(args, 'group')
	};
}

async function add(asked: Asked): Promise<Outcome> {
	const { app, viewer, email, args, output } = asked;
	const account = newAccount(args, email);
	await meant(asked, account.organisation);
	const made = await app.access.accounts.create(viewer, {
		...account,
		password: password(asked)
	});
	if ('problems' in made) return problemsSaid(made.problems, output);
	return outcome({ account: made.account }, `made ${made.account.email} (${made.account.id})`);
}

async function disable(asked: Asked): Promise<Outcome> {
	const { app, viewer, email, args } = asked;
	const disabled = !flag(args, 'enable');
	const account = await app.access.accounts.setDisabled(viewer, email, disabled);
	if (!account) return unknown(asked);
	return outcome({ account }, `${account.email} ${disabled ? 'cannot' : 'can'} sign in`);
}

async function setPassword(asked: Asked): Promise<Outcome> {
	const { app, viewer, email, output } = asked;
	const made = await app.access.accounts.setPassword(viewer, email, password(asked));
	if (!made) return unknown(asked);
	if ('problems' in made) return problemsSaid(made.problems, output);
	return outcome(
		{ account: made.account },
		`${made.account.email} has a new password, and its sessions have ended`
	);
}

async function invite(asked: Asked): Promise<Outcome> {
	const { app, viewer, email, args, output } = asked;
	const { organisation, roles } = invited(args);
	await meant(asked, organisation);
	const made = await app.access.invitations.invite(viewer, { email, organisation, roles });
	if ('problems' in made) return problemsSaid(made.problems, output);
	const earlier = made.replaced ? 'the earlier link of this address opens nothing any more\n' : '';
	return outcome({ ...made }, `${earlier}${made.link}`);
}

async function resetFactors(asked: Asked): Promise<Outcome> {
	const { app, viewer, email } = asked;
	const account = await app.access.accounts.resetFactors(viewer, email);
	if (!account) return unknown(asked);
	return outcome(
		{ account },
		`${account.email} has no second factor any more, and its sessions have ended`
	);
}

/** Least that every organisation must ask; each may ask more of its own accounts, none less. */
function floorOf(args: Arguments) {
	const wanted = rolesOf(args);
	const said = [flag(args, 'everyone'), flag(args, 'nobody'), wanted.length > 0];
	if (said.filter(Boolean).length !== 1)
		throw new UsageError('expected one of --everyone, --role ROLE and --nobody');
	const mode: 'everyone' | 'nobody' | 'roles' = said[0] ? 'everyone' : said[1] ? 'nobody' : 'roles';
	return { mode, roles: wanted };
}

async function floor({ app, viewer, args }: Asked): Promise<Outcome> {
	const asked = floorOf(args);
	await app.access.policy.change(viewer, asked);
	const who = {
		everyone: 'of every account',
		nobody: 'of nobody: each organisation says so for its own accounts',
		roles: `of these roles: ${asked.roles.join(', ')}`
	}[asked.mode];
	return outcome({ floor: asked }, `a second factor is asked ${who}`);
}

async function bind(asked: Asked): Promise<Outcome> {
	const { app, viewer, email, args, output } = asked;
	const { institution, subject } = bound(args);
	const answer = await app.access.institutions.bind(viewer, email, { institution, subject });
	if (answer === 'unknown')
		return refused(`there is no account ${email}, or no institution ${institution}`, output);
	if (answer === 'taken') return refused('another account has this subject already', output);
	return outcome(
		{ email, institution },
		subject === undefined
			? `${email} signs in through ${institution} no more`
			: `${email} signs in through ${institution}`
	);
}

async function list({ app, viewer }: Asked): Promise<Outcome> {
	const accounts = await app.access.accounts.list(viewer);
	const width = Math.max(0, ...accounts.map(({ email }) => email.length));
	return outcome(
		{ accounts },
		...accounts.map(
			(each) =>
				`${each.email.padEnd(width)}  ${each.organisation}  ${each.roles.join(' ')}${each.disabled ? '  disabled' : ''}`
		)
	);
}

async function link({ app, viewer, output }: Asked): Promise<Outcome> {
	const made = await app.access.setUp.link();
	await app.audit.consult({
		...by(viewer),
		action: 'access.manage',
		outcome: made === undefined ? 'refused' : 'done',
		subjects: [],
		detail: { act: 'set-up-link' }
	});
	if (made === undefined)
		return refused('there is an account already: add others with faisceau user add', output);
	return outcome({ link: made }, made);
}

const acts: Record<string, { run: (asked: Asked) => Promise<Outcome>; email: boolean }> = {
	add: { run: add, email: true },
	list: { run: list, email: false },
	disable: { run: disable, email: true },
	invite: { run: invite, email: true },
	bind: { run: bind, email: true },
	password: { run: setPassword, email: true },
	'reset-factors': { run: resetFactors, email: true },
	floor: { run: floor, email: false },
	link: { run: link, email: false }
};

function actOf({ positionals: [name = '', email, surplus] }: Arguments) {
	const act = Object.hasOwn(acts, name) ? acts[name] : undefined;
	if (!act) throw new UsageError(`expected ${Object.keys(acts).join(', ')}, got '${name}'`);
	if (act.email && !email) throw new UsageError('EMAIL is missing');
	const unexpected = act.email ? surplus : email;
	if (unexpected !== undefined) throw new UsageError(`unexpected argument '${unexpected}'`);
	return { name, act, email: email ?? '' };
}

export const user: Command = {
	name: 'user',
	summary:
		'Accounts: add, invite, list, disable, set a password, reset factors, say who must have one, make the set-up link',
	usage:
		'user add EMAIL --name NAME --org ORG [--new-org] [--role ROLE]… | invite EMAIL --org ORG [--new-org] [--role ROLE]… | list | disable EMAIL [--enable] | password EMAIL | reset-factors EMAIL | floor --everyone | --role ROLE… | --nobody | bind EMAIL --institution ID --subject SUB | link',
	options: {
		name: { type: 'string' },
		org: { type: 'string' },
		'new-org': { type: 'boolean' },
		role: { type: 'string', multiple: true },
		'client-of': { type: 'string', multiple: true },
		group: { type: 'string', multiple: true },
		institution: { type: 'string' },
		subject: { type: 'string' },
		free: { type: 'boolean' },
		enable: { type: 'boolean' },
		everyone: { type: 'boolean' },
		nobody: { type: 'boolean' }
	},
	help: [
		{ flag: '--name NAME', text: 'add: the name colleagues know' },
		{ flag: '--org ORG', text: 'add, invite: the id of their organisation' },
		{ flag: '--new-org', text: 'add, invite: make that organisation; it is in no directory yet' },
		{
			flag: '--role ROLE',
			text: `add, invite: ${roles.join(', ')}; more than once for several (analyst)`
		},
		{ flag: '--client-of ORG', text: 'add: an organisation theirs is a client of' },
		{ flag: '--group ID', text: 'add: a group they belong to' },
		{ flag: '--institution ID', text: 'bind: an institution of institutions.json' },
		{ flag: '--subject SUB', text: 'bind: how the institution names the person (its sub)' },
		{ flag: '--free', text: 'bind: take the binding off instead' },
		{ flag: '--enable', text: 'disable: let them sign in again' },
		{ flag: '--everyone', text: 'floor: every account must have a second factor' },
		{ flag: '--nobody', text: 'floor: each organisation says who must' }
	],
	asks: ({ positionals: [act] }) =>
		act === 'add' || act === 'password' ? 'New password: ' : undefined,
	check(args) {
		const { name, email } = actOf(args);
		if (name === 'add') newAccount(args, email);
		if (name === 'invite') invited(args);
		if (name === 'bind') bound(args);
		if (name === 'floor') floorOf(args);
	},
	async run(app, args, output) {
		const { act, email } = actOf(args);
		const viewer = await app.access.localOperator();
		return act.run({ app, viewer, email, args, output });
	}
};
