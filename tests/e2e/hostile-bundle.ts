/** A bundle whose every text tries to run, to break out of its place or to turn the line around. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';

const when = '2026-01-01T00:00:00.000Z';
const id = (type: string, n: number) =>
	`${type}--00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const run = 'window.ran=1';

/** Each begins with a word to search for: `hostile0`, `hostile1`, … */
export const names = [
	`<img src=x onerror="${run}">`,
	`</script><script>${run}</script>`,
	`"><svg onload="${run}">`,
	`' onmouseover='${run}' x='`,
	`javascript:${run}`,
	`{@html "<img src=x onerror=${run}>"} {{constructor.constructor('${run}')()}} \${${run}}`,
	`<style>*{display:none}</style><base href=//evil.example><meta http-equiv=refresh content=0>`,
	'\u202egnp.exe\u202c \u2067back\u2069 zero\u200bwidth\ufeff',
	`=HYPERLINK("http://evil.example","x")`,
	`]]><!--`,
	`${'W'.repeat(10_000)}`,
	`Z${'\u0315\u0316\u0301'.repeat(300)}`,
	`__proto__ constructor prototype`,
	`\u0000\u0007\u001b[31mred ' OR 1=1 // \\u0060 \` DETACH DELETE n`
].map((name, n) => `hostile${n} ${name}`);

const common = (n: number) => ({
	spec_version: '2.1',
	created: when,
	modified: when,
	description: names[n % names.length],
	labels: [names[(n + 1) % names.length]],
	external_references: [
		{
			source_name: names[(n + 2) % names.length],
			url: `javascript:${run}`,
			external_id: names[(n + 3) % names.length],
			description: names[n % names.length]
		}
	],
	['x_<img src=x onerror=window.ran=1>']: names[n % names.length],
	x_list: { '<b>': [names[n % names.length]] }
});

export function hostileBundle(folder: string): string {
	const author = id('identity', 999);
	const groups = names.map((name, n) => ({
		type: 'intrusion-set',
		id: id('intrusion-set', n),
		name,
		aliases: [`alias${n} ${name}`],
		created_by_ref: author,
		...common(n)
	}));
	const objects = [
		{ type: 'identity', id: author, name: names[0], identity_class: 'organization', ...common(0) },
		...groups,
		...groups.slice(1).map((group, n) => ({
			type: 'relationship',
			id: id('relationship', n),
			relationship_type: n === 0 ? `<img src=x onerror=${run}>` : 'uses',
			source_ref: groups[0]?.id,
			target_ref: group.id,
			created_by_ref: author,
			...common(n)
		}))
	];
	const file = path.join(folder, `a<img src=x onerror=${run.replace('.', '')}>'".json`);
	writeFileSync(file, JSON.stringify({ type: 'bundle', id: id('bundle', 1), objects }));
	return file;
}
