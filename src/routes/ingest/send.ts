/** Sends a file as raw bytes, with progress: `fetch` cannot say how much has left. */
export type Sent =
	| { ok: true; upload: string }
	| {
			ok: false;
			why: 'cancelled' | 'unreachable' | 'too-large' | 'no-room' | 'not-allowed' | 'refused';
	  };

const uploadIn = (text: string): string | undefined => {
	try {
		const answer: unknown = JSON.parse(text);
		if (typeof answer !== 'object' || answer === null || !('upload' in answer)) return undefined;
		return typeof answer.upload === 'string' ? answer.upload : undefined;
	} catch {
		// Not our answer, such as a proxy's error page: the caller says that it was refused.
		return undefined;
	}
};

export function send(
	file: File,
	{ signal, onprogress }: { signal: AbortSignal; onprogress: (bytes: number) => void }
): Promise<Sent> {
	return new Promise((resolve) => {
		const request = new XMLHttpRequest();
		request.upload.onprogress = ({ loaded }) => onprogress(loaded);
		request.onerror = () => resolve({ ok: false, why: 'unreachable' });
		request.onabort = () => resolve({ ok: false, why: 'cancelled' });
		request.onload = () => {
			const upload = request.status === 200 ? uploadIn(request.responseText) : undefined;
			if (upload) resolve({ ok: true, upload });
			else if (request.status === 413) resolve({ ok: false, why: 'too-large' });
			else if (request.status === 507) resolve({ ok: false, why: 'no-room' });
			else if (request.status === 403 || request.status === 401)
				resolve({ ok: false, why: 'not-allowed' });
			else resolve({ ok: false, why: 'refused' });
		};
		signal.addEventListener('abort', () => request.abort(), { once: true });
		request.open('PUT', `/ingest/upload?name=${encodeURIComponent(file.name)}`);
		request.setRequestHeader('content-type', 'application/octet-stream');
		request.send(file);
	});
}
