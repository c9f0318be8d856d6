/**
 * Completes package-lock.json with the optional packages of other systems, which npm leaves out when
 * it cannot install them here; without them `npm ci` refuses the file. Run after each `npm install`.
 */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);
const file = 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8'));

const systems = [
	'android',
	'darwin',
	'freebsd',
	'linux',
	'netbsd',
	'openbsd',
	'openharmony',
	'sunos',
	'win32',
	'aix'
];
const machines = [
	'arm64',
	'arm',
	'x64',
	'ia32',
	'loong64',
	'mips64el',
	'ppc64',
	'riscv64',
	's390x'
];

/** What a package name says of the system it is for. @param {string} name */
function platformOf(name) {
	const parts = (name.split('/').at(-1) ?? '').split('-');
	const os = systems.filter((system) => parts.includes(system));
	const cpu = machines.filter((machine) => parts.includes(machine));
	const libc = parts.some((part) => part.startsWith('musl'))
		? ['musl']
		: parts.some((part) => part.startsWith('gnu'))
			? ['glibc']
			: [];
	return {
		...(os.length ? { os } : {}),
		...(cpu.length ? { cpu } : {}),
		...(libc.length ? { libc } : {})
	};
}

/** @param {string} name @param {string} version */
async function integrityOf(name, version) {
	try {
		const { stdout } = await run(
			'npm',
			['view', `${name}@${version}`, 'dist.integrity', '--json'],
			{ timeout: 60_000 }
		);
		const integrity = JSON.parse(stdout || 'null');
		return typeof integrity === 'string' ? { integrity } : {};
	} catch {
		// The registry does not answer for this package: the entry stands without a hash.
		return {};
	}
}

/** @type {[string, string][]} */
const missing = [];
for (const [place, entry] of Object.entries(lock.packages)) {
	for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
		const nested = `${place}/node_modules/${name}`;
		if (lock.packages[`node_modules/${name}`] || lock.packages[nested]) continue;
		if (!missing.some(([known]) => known === name)) missing.push([name, String(version)]);
	}
}
for (let at = 0; at < missing.length; at += 8)
	await Promise.all(
		missing.slice(at, at + 8).map(async ([name, range]) => {
			const version = range.replace(/^[^\d]*/, '');
			lock.packages[`node_modules/${name}`] = {
				version,
				...(await integrityOf(name, version)),
				...platformOf(name),
				dev: lock.packages[`node_modules/${name}`]?.dev,
				optional: true
			};
		})
	);
lock.packages = Object.fromEntries(
	Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
);
writeFileSync(file, JSON.stringify(lock, null, '\t') + '\n');
console.log(
	`${missing.length} added; without a hash: ${
		missing
			.filter(([name]) => !lock.packages[`node_modules/${name}`].integrity)
			.map(([name]) => name)
			.join(', ') || 'none'
	}`
);
