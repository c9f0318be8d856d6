import { availableParallelism } from 'node:os';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	plugins: [
		paraglideVitePlugin({
			project: './project.inlang',
			outdir: './src/lib/paraglide',
			strategy: ['cookie', 'preferredLanguage', 'baseLocale']
		}),
		sveltekit()
	],
	worker: { format: 'es' },
	// better-auth names svelte as a peer, so the svelte plugin would bundle it whole.
	ssr: { external: ['better-auth', '@better-auth/core'] },
	test: {
		// The tests on real data need ../shared/data; .ci/run asks for them by name.
		include: process.env.FAISCEAU_REAL_DATA ? ['tests/data/**/*.test.ts'] : ['tests/**/*.test.ts'],
		exclude: process.env.FAISCEAU_REAL_DATA ? [] : ['tests/data/**'],
		// Left to itself vitest keeps one core free: much of the time goes into waiting for servers.
		maxWorkers: Math.min(4, availableParallelism()),
		...(process.env.VITEST
			? { sequence: { sequencer: (await import('./tests/longest-first.ts')).LongestFirst } }
			: {}),
		// Generous: the machines that run this are shared and slow at times; what measures time counts the processor's.
		testTimeout: 120_000,
		hookTimeout: 300_000
	}
});
