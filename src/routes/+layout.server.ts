import { demonstration } from '#lib/domain/audience.ts';
import type { Viewer } from '#lib/domain/viewer.ts';
import type { ActionName } from '#lib/server/access/actions.ts';
import { decide } from '#lib/server/access/decide.ts';
import type { ShellNotice } from '#lib/shell/notices.ts';
import { pageIds, type PageId } from '#lib/shell/pages.ts';

const opens = {
	watch: 'home.read',
	network: 'network.search',
	ingest: 'ingest.read'
} as const satisfies Record<PageId, ActionName>;

const known = ({ account, name, organisation, roles }: Viewer) => ({
	account,
	name,
	organisation,
	roles
});

export function load({ locals: { viewer } }) {
	const notices: ShellNotice[] = [];
	return {
		viewer: viewer && known(viewer),
		pages: pageIds.filter((id) => decide(viewer, opens[id]).allowed),
		demonstration: viewer?.audience.includes(demonstration) ?? false,
		notices
	};
}
