import { defineConfig } from '@playwright/test';

/**
 * Browser stories against the real build; each story starts its own server on its own data folder, so two run
 * side by side. The limits are those of a machine that does other work too: what is slow is for the benches to say.
 */
export default defineConfig({
	testDir: 'tests/e2e',
	// The README's pictures are taken by hand: nobody looks at what a test run takes.
	testMatch: process.env.PICTURES ? '**/*.pictures.ts' : '**/*.story.ts',
	workers: 2,
	fullyParallel: false,
	timeout: 360_000,
	expect: { timeout: 15_000 },
	forbidOnly: true,
	retries: 0,
	reporter: [['list'], ['json']],
	use: {
		// A step that cannot be done says which one, long before the story's own limit.
		actionTimeout: 30_000,
		navigationTimeout: 60_000,
		viewport: { width: 1280, height: 800 },
		trace: 'retain-on-failure',
		launchOptions: {
			executablePath: process.env.CHROMIUM,
			args: [
				'--no-sandbox',
				'--use-gl=angle',
				'--use-angle=swiftshader',
				'--enable-unsafe-swiftshader',
				'--disable-quic',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync'
			]
		}
	}
});
