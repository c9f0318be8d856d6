/** What organisations are called, by their ids. */
import { app } from '#lib/server/app.ts';
import { organisationName } from '#lib/ui/words.ts';

export const agencyNames = async (): Promise<Record<string, string>> =>
	Object.fromEntries(
		(await app().access.agencies()).map((agency) => [agency.id, organisationName(agency)])
	);
