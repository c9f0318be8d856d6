/**
 * The drawing of 10 000 entities and 30 000 lines in a real Chromium (software rendering, so frames per
 * second mean nothing here): script time of the main thread per frame and its longest task while the
 * camera goes round, in thread time, against a bare Sigma with the same graph in the same run; and the
 * first paint of 1 000 entities, from the answer to the picture. Interleaved runs; medians, and each run
 * beside them. Garbage is collected before what is measured, so that building up the page, where
 * ours makes more of it, does not end as one long task of a frame; and V8's memory reducer is off for
 * both, because that collection would bring it back some seconds later, in the idle time of the round.
 * Collections that the frames themselves cause are measured.
 * CHROMIUM names the browser, as for the stories. BENCH_RUNS: how many of each; BENCH_FRAMES: frames of a round.
 */
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';

const runs = Number(process.env.BENCH_RUNS ?? 9);
const budget = 1.1;
const firstPaintMs = 1000;
const root = path.resolve('.');
const pages = ['ours', 'bare'] as const;
type Name = (typeof pages)[number];
const entries = { ours: 'ours.svelte.ts', bare: 'bare.ts' };

async function built(outDir: string): Promise<void> {
	for (const name of pages)
		await build({
			root,
			configFile: false,
			logLevel: 'warn',
			publicDir: false,
			plugins: [svelte({ configFile: false })],
			build: {
				outDir: path.join(outDir, name),
				target: 'es2022',
				emptyOutDir: true,
				rollupOptions: {
					input: path.join(root, 'tests/bench/drawing', entries[name]),
					output: { entryFileNames: 'page.js', assetFileNames: 'assets/[name][extname]' }
				}
			}
		});
}

const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css' };
const html = (name: string, sheet: boolean) =>
	`<!doctype html><html lang="en"><meta charset="utf-8">${sheet ? `<link rel="stylesheet" href="/${name}/assets/ours.css">` : ''}<style>html,body{margin:0;height:100%}#page{position:absolute;inset:0}</style><div id="page"></div><script type="module" src="/${name}/page.js"></script></html>`;

function served(outDir: string): Promise<{ origin: string; close: () => void }> {
	const server = createServer((request, response) => {
		const { pathname } = new URL(request.url ?? '/', 'http://localhost');
		const name = pages.find((page) => pathname === `/${page}`);
		if (name) {
			response.setHeader('content-type', 'text/html').end(html(name, name === 'ours'));
			return;
		}
		try {
			const file = path.join(outDir, path.normalize(pathname));
			response.setHeader('content-type', types[path.extname(file)] ?? 'application/octet-stream');
			response.end(readFileSync(file));
		} catch {
			// The browser asks for an icon too, and there is none.
			response.writeHead(404).end();
		}
	});
	return new Promise((resolve) => {
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			const port = address !== null && typeof address === 'object' ? address.port : 0;
			resolve({ origin: `http://127.0.0.1:${port}`, close: () => server.close() });
		});
	});
}

interface TraceEvent {
	name: string;
	pid: number;
	tid: number;
	dur?: number;
	tdur?: number;
	args?: { name?: string };
}

/** Everything the browser's threads did while `work` ran. */
async function traced(session: CDPSession, work: () => Promise<void>): Promise<TraceEvent[]> {
	const events: TraceEvent[] = [];
	const collect = ({ value }: { value: object[] }) => {
		for (const event of value) events.push(event as TraceEvent);
	};
	session.on('Tracing.dataCollected', collect);
	const complete = new Promise<void>((resolve) => {
		session.once('Tracing.tracingComplete', () => resolve());
	});
	await session.send('Tracing.start', {
		transferMode: 'ReportEvents',
		traceConfig: { includedCategories: ['toplevel', '__metadata'] }
	});
	await work();
	await session.send('Tracing.end');
	await complete;
	session.off('Tracing.dataCollected', collect);
	return events;
}

interface Measured {
	scriptMs: number;
	longestMs: number;
	painted: number;
}

async function scripted(session: CDPSession): Promise<number> {
	const { metrics } = await session.send('Performance.getMetrics');
	return (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN) * 1000;
}

/** The longest task of the page's main thread, in milliseconds of its own time where that is known. */
function longest(events: readonly TraceEvent[]): number {
	const mains = new Set(
		events
			.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
			.map(({ pid, tid }) => `${pid} ${tid}`)
	);
	return events
		.filter(({ name, pid, tid }) => /RunTask/.test(name) && mains.has(`${pid} ${tid}`))
		.reduce((most, { tdur, dur = 0 }) => Math.max(most, (tdur ?? dur) / 1000), 0);
}

async function opened(browser: Browser, address: string): Promise<Page> {
	// A quarter of the pixels each way: software rendering is what takes longest, and is not what is measured.
	const page = await browser.newPage({
		viewport: { width: 1280, height: 800 },
		deviceScaleFactor: 0.25
	});
	page.on('pageerror', (error) => console.error(error.message));
	await page.goto(address);
	await page.waitForFunction(() => window.bench !== undefined, undefined, { timeout: 120_000 });
	return page;
}

async function measured(browser: Browser, address: string): Promise<Measured> {
	const begun = performance.now();
	const page = await opened(browser, address);
	const session = await page.context().newCDPSession(page);
	await session.send('Performance.enable', { timeDomain: 'threadTicks' });
	// Once around before it counts: shaders compile, names are measured.
	await page.evaluate(() => window.bench?.tour(2));
	await session.send('HeapProfiler.collectGarbage');
	const frames = Number(process.env.BENCH_FRAMES ?? 16);
	const before = await scripted(session);
	const whole = await browser.newBrowserCDPSession();
	const events = await traced(whole, async () => {
		await page.evaluate((count) => window.bench?.tour(count), frames);
	});
	const after = await scripted(session);
	const painted = await page.evaluate(() => window.bench?.painted ?? Number.NaN);
	await page.close();
	if (process.env.BENCH_LOG) console.log(address, Math.round(performance.now() - begun), 'ms');
	return { scriptMs: (after - before) / frames, longestMs: longest(events), painted };
}

const median = (values: readonly number[]): number =>
	values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const outDir = mkdtempSync(path.join(tmpdir(), 'faisceau-drawing-'));
const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM,
	args: [
		'--no-sandbox',
		'--use-gl=angle',
		'--use-angle=swiftshader',
		'--enable-unsafe-swiftshader',
		'--js-flags=--no-memory-reducer'
	]
});
try {
	await built(outDir);
	const { origin, close } = await served(outDir);
	const found: Record<Name, Measured[]> = { ours: [], bare: [] };
	for (let run = 0; run < runs; run++)
		for (const name of run % 2 === 0 ? pages : pages.toReversed())
			found[name].push(await measured(browser, `${origin}/${name}?nodes=10000&lines=30000`));
	const paints: Record<Name, number[]> = { ours: [], bare: [] };
	for (let run = 0; run < runs; run++)
		for (const name of pages) {
			const page = await opened(browser, `${origin}/${name}?nodes=1000&lines=3000`);
			paints[name].push(await page.evaluate(() => window.bench?.painted ?? Number.NaN));
			await page.close();
		}
	close();
	const of = (name: Name, what: keyof Measured) => median(found[name].map((one) => one[what]));
	console.log(`10 000 entities, 30 000 lines, ${runs} runs of each, interleaved; medians`);
	const each = (name: Name, what: keyof Measured) =>
		found[name].map((one) => one[what].toFixed(1)).join(' ');
	for (const [what, label] of [
		['scriptMs', 'script time per frame'],
		['longestMs', 'longest task']
	] as const) {
		const [ours, bare] = [of('ours', what), of('bare', what)];
		console.log(
			`${label}: ours ${ours.toFixed(2)} ms, bare Sigma ${bare.toFixed(2)} ms, ${(ours / bare).toFixed(2)} × (budget ${budget} ×)`
		);
		console.log(`  each run: ours ${each('ours', what)}; bare ${each('bare', what)}`);
	}
	console.log(
		`10 000 entities from answer to picture: ours ${of('ours', 'painted').toFixed(0)} ms, bare ${of('bare', 'painted').toFixed(0)} ms`
	);
	console.log(
		`1 000 entities from answer to picture: ours ${median(paints.ours).toFixed(0)} ms (budget ${firstPaintMs} ms), bare ${median(paints.bare).toFixed(0)} ms`
	);
} finally {
	await browser.close();
	rmSync(outDir, { recursive: true, force: true });
}
