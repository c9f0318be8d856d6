import { defineConfig } from 'vite';

/** Builds the command line after the application, which empties build/ when it is built. */
export default defineConfig({
	publicDir: false,
	build: {
		ssr: true,
		outDir: 'build/bin',
		target: 'node20',
		rollupOptions: {
			input: { faisceau: 'cli/faisceau.ts' },
			output: { banner: (chunk) => (chunk.isEntry ? '#!/usr/bin/env node' : '') }
		}
	}
});
