/**
 * Trusted Types: the browser refuses every script address except the layout workers that this
 * application's own build made. HTML from text is never allowed (Svelte brings its own policy).
 */
interface PolicyFactory {
	createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown;
}

function ownWorker(url: string): string {
	const { origin, pathname, search } = new URL(url, location.href);
	const built = pathname.includes('/_app/immutable/workers/');
	const served = import.meta.env.DEV && search.includes('worker_file');
	if (origin !== location.origin || !(built || served))
		throw new TypeError(`not a worker of this application: ${url}`);
	return url;
}

const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };
trustedTypes?.createPolicy('default', { createScriptURL: ownWorker });
