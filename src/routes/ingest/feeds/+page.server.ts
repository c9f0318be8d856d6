import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import {
	FeedForm,
	feedFields,
	LookForm,
	type Fault,
	type FeedField,
	type FoundCollection
} from '#lib/domain/feed.ts';
import { decide, demand } from '#lib/server/access/decide.ts';
import { fieldsOf } from '#lib/server/access/request.ts';
import { app } from '#lib/server/app.ts';
import { FeedFault } from '#lib/server/feeds/fault.ts';
import { FeedRefused } from '#lib/server/feeds/feeds.ts';
import { summarise } from '#lib/shell/screen-marking.ts';

const Id = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
const dones = ['made', 'removed'] as const;

export async function load({ locals, url }) {
	const viewer = demand(locals.viewer, 'feeds.read');
	const { feeds } = app();
	const list = await feeds.list(viewer);
	const done = url.searchParams.get('done');
	return {
		feeds: list,
		open: feeds.open,
		mayKeep: decide(viewer, 'feeds.keep').allowed,
		done: dones.find((each) => each === done) ?? null,
		marking: summarise(list)
	};
}

const problemsOf = (issues: readonly v.BaseIssue<unknown>[]): FeedField[] => [
	...new Set(
		issues.map(({ path }) => {
			const key = path?.[0]?.key;
			return feedFields.find((each) => each === key) ?? 'way';
		})
	)
];

interface Told {
	fault?: { fault: Fault; detail: string };
	obstacle?: 'gone' | 'many';
	problems?: FeedField[];
	found?: FoundCollection[];
}

/** What was in the way, for the page; nothing where it is done. */
async function refusalOf(work: Promise<unknown>) {
	try {
		await work;
		return null;
	} catch (refusal) {
		if (refusal instanceof FeedFault) {
			const { fault, detail } = refusal;
			return fail(409, { fault: { fault, detail } } satisfies Told as Told);
		}
		if (refusal instanceof FeedRefused)
			return fail(409, { obstacle: refusal.obstacle } satisfies Told as Told);
		throw refusal;
	}
}

/** The feed that a button is about; none where the number is no number of one. */
async function named(request: Request): Promise<string> {
	const id = v.safeParse(Id, (await fieldsOf(request)).id);
	return id.success ? id.output : '';
}

/** A menu sends text. */
const withNumber = (fields: Record<string, unknown>) => ({
	...fields,
	everyMinutes: Number(fields.everyMinutes)
});

export const actions = {
	async look({ locals, request }) {
		const viewer = demand(locals.viewer, 'feeds.keep');
		const asked = v.safeParse(LookForm, await fieldsOf(request));
		if (!asked.success) return fail(400, { problems: problemsOf(asked.issues) } as Told);
		let found: FoundCollection[] = [];
		const refused = await refusalOf(
			app()
				.feeds.look(viewer, asked.output)
				.then((collections) => (found = collections))
		);
		return refused ?? ({ found } as Told);
	},
	async make({ locals, request }) {
		const viewer = demand(locals.viewer, 'feeds.keep');
		const asked = v.safeParse(FeedForm, withNumber(await fieldsOf(request)));
		if (!asked.success) return fail(400, { problems: problemsOf(asked.issues) } as Told);
		return (
			(await refusalOf(app().feeds.make(viewer, asked.output))) ??
			redirect(303, '/ingest/feeds?done=made')
		);
	},
	async pause({ locals, request }) {
		const viewer = demand(locals.viewer, 'feeds.keep');
		return (
			(await refusalOf(app().feeds.pause(viewer, await named(request)))) ??
			redirect(303, '/ingest/feeds')
		);
	},
	async resume({ locals, request }) {
		const viewer = demand(locals.viewer, 'feeds.keep');
		return (
			(await refusalOf(app().feeds.resume(viewer, await named(request)))) ??
			redirect(303, '/ingest/feeds')
		);
	},
	async remove({ locals, request }) {
		const viewer = demand(locals.viewer, 'feeds.keep');
		return (
			(await refusalOf(app().feeds.remove(viewer, await named(request)))) ??
			redirect(303, '/ingest/feeds?done=removed')
		);
	},
	async poll({ locals, request }) {
		const viewer = demand(locals.viewer, 'feeds.poll');
		return (
			(await refusalOf(app().feeds.poll(viewer, await named(request)))) ??
			redirect(303, '/ingest/feeds')
		);
	}
};
