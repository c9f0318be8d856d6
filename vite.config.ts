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
		// Generous: the machines that run this are shared and slow at times, and no test measures time.
		testTimeout: 120_000,
		hookTimeout: 300_000
	}
});
