/** Finds a Chromium for the browser stories, or installs the Debian package; never skips silently. */
import { chromium } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';

const places = [
	process.env.CHROMIUM,
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/usr/bin/google-chrome-stable',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium'
];

const found = () =>
	[...places, chromium.executablePath()].find((place) => place && existsSync(place));

/** Path of a browser; throws with what to do when there is none and none can be installed. */
export function findChromium() {
	const there = found();
	if (there) return there;
	if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
		console.error('No Chromium here: installing the Debian package …');
		spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
		spawnSync('apt-get', ['install', '-y', '-qq', 'chromium'], { stdio: 'inherit' });
	} else {
		console.error('No Chromium here: asking Playwright for its own …');
		spawnSync('npx', ['playwright', 'install', 'chromium'], { stdio: 'inherit' });
	}
	const installed = found();
	if (installed) return installed;
	throw new Error(
		'the browser stories need Chromium: install it, or name it in CHROMIUM=/path/to/chromium'
	);
}
