import { tours, type Tour } from '#lib/domain/tours.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import { organisationName } from '#lib/ui/words.ts';
import type { ActionName } from '#lib/server/access/actions.ts';
import { decide } from '#lib/server/access/decide.ts';
import { app } from '#lib/server/app.ts';
import type { ShellNotice } from '#lib/shell/notices.ts';
import { pageIds, type PageId } from '#lib/shell/pages.ts';

const opens = {
	watch: 'home.read',
	network: 'network.search',
	ingest: 'ingest.read',
	identity: 'identity.read',
	sources: 'sources.read',
	administration: 'access.roles',
	audit: 'audit.read'
} as const satisfies Record<PageId, ActionName>;

const known = ({ account, name, organisation, roles }: Viewer) => ({
	account,
	name,
	organisation: {
		id: organisation.id,
		name: organisationName(organisation)
	},
	roles
});

/** What start-up found wrong. The findings themselves are for the log and `faisceau verify`. */
function noticed(): ShellNotice[] {
	const { audit, home } = app();
	const found: ShellNotice[] = [];
	if (audit.findings().length > 0) found.push({ kind: 'audit' });
	if (home.damage().length > 0) found.push({ kind: 'engine' });
	return found;
}

/** Tours this account has ended; all of them when that cannot be asked, so that none is pushed at anyone. */
async function endedTours(viewer: Viewer): Promise<readonly Tour[]> {
	try {
		return await app().home.tours(viewer);
	} catch {
		// The store does not answer: the banner says so, the page says the rest.
		return tours;
	}
}

export async function load({ locals }) {
	// Whoever still owes a second factor sees a page alone, without the rooms it would lead to.
	const viewer = locals.held ? null : locals.viewer;
	return {
		viewer: viewer && known(viewer),
		pages: pageIds.filter((id) => decide(viewer, opens[id]).allowed),
		notices: viewer ? noticed() : [],
		endedTours: viewer ? await endedTours(viewer) : tours
	};
}
