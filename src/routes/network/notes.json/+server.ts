import { error, json } from '@sveltejs/kit';
import * as v from 'valibot';
import { NoteForm } from '#lib/domain/contribution.ts';
import { m } from '#lib/paraglide/messages.js';
import { app } from '#lib/server/app.ts';
import { NoteRefused } from '#lib/server/network/notes.ts';
import { fromBody, Id, known } from '../asked.ts';

const Body = v.object({ ids: v.pipe(v.array(Id), v.minLength(1), v.maxLength(50)) });

export async function POST({ locals, request }) {
	const { ids } = await fromBody(Body, request);
	return json(await app().network.notes(locals.viewer, ids));
}

export async function PUT({ locals, request }) {
	const form = await fromBody(NoteForm, request);
	try {
		return json({ id: await app().network.addNote(locals.viewer, form) });
	} catch (fault) {
		if (!(fault instanceof NoteRefused)) throw fault;
		if (fault.reason === 'marking') error(400, m.keep_marking_too_wide());
		if (fault.reason === 'used') error(409, m.keep_note_used());
		if (fault.reason === 'superseded') error(409, m.keep_note_superseded_meanwhile());
		return known<Response>(undefined);
	}
}
