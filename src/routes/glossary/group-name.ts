/** The heading of each group of terms. */
import type { GroupId } from '#lib/glossary/glossary.ts';
import { m } from '#lib/paraglide/messages.js';

const names = {
	graph: m.glossary_group_graph,
	evaluation: m.glossary_group_evaluation,
	marking: m.glossary_group_marking,
	people: m.glossary_group_people,
	orders: m.glossary_group_orders,
	audit: m.glossary_group_audit
} satisfies Record<GroupId, () => string>;

export const groupName = (id: GroupId): string => names[id]();
