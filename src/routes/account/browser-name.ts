/** The browser and system a user agent names, for people who look for their own laptop in a list. */
const browsers: [RegExp, string][] = [
	[/\bEdg\//, 'Edge'],
	[/\bOPR\//, 'Opera'],
	[/\bFirefox\//, 'Firefox'],
	[/Chrom(e|ium)\//, 'Chrome'],
	[/\bSafari\//, 'Safari'],
	[/^curl\//, 'curl']
];
const systems: [RegExp, string][] = [
	[/Android/, 'Android'],
	[/iPhone|iPad/, 'iOS'],
	[/Windows/, 'Windows'],
	[/Mac OS X/, 'macOS'],
	[/CrOS/, 'ChromeOS'],
	[/Linux/, 'Linux']
];

const named = (list: [RegExp, string][], agent: string) =>
	list.find(([form]) => form.test(agent))?.[1];

export const browserName = (agent: string): string =>
	[named(browsers, agent), named(systems, agent)].filter(Boolean).join(', ');
