/**
 * A real Neo4j without a download page: its jars come from Maven, any JDK 21 or later runs them.
 * `npm run neo4j` starts one in .neo4j/ and stays in the foreground; the tests start their own.
 */
import { spawn, spawnSync } from 'node:child_process';
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
	openSync,
	closeSync
} from 'node:fs';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const version = '2026.08.1';
const oldestJava = 21;
const mainClass = 'org.neo4j.server.Neo4jCommunity';
const cache = path.resolve(import.meta.dirname, '..', '.neo4j');
const jars = path.join(cache, 'lib');
const complete = path.join(cache, 'complete.json');

const javaFlags = [
	'--add-modules=jdk.incubator.vector',
	'--enable-native-access=ALL-UNNAMED',
	'--add-opens=java.base/java.nio=ALL-UNNAMED',
	'--add-opens=java.base/java.io=ALL-UNNAMED',
	'--add-opens=java.base/sun.nio.ch=ALL-UNNAMED',
	'-XX:+UseG1GC',
	'-Xms256m',
	'-Xmx1g'
];

/** What stands in the way, in words that say what to install. */
export class Neo4jUnavailable extends Error {
	/** @override */
	name = 'Neo4jUnavailable';
}

/** The major version of a java program, or 0 when it is none. @param {string} java */
function javaVersion(java) {
	const { stderr, stdout, status } = spawnSync(java, ['-version'], { encoding: 'utf8' });
	if (status !== 0) return 0;
	const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(stderr + stdout) ?? [];
	return Number(first === '1' ? second : (first ?? 0));
}

/** The newest JDK or JRE of at least 21 on this machine: JAVA_HOME first, then PATH, then /usr/lib/jvm. */
function findJava(env = process.env) {
	const installed = existsSync('/usr/lib/jvm')
		? readdirSync('/usr/lib/jvm').map((name) => path.join('/usr/lib/jvm', name, 'bin', 'java'))
		: [];
	const preferred = [...(env.JAVA_HOME ? [path.join(env.JAVA_HOME, 'bin', 'java')] : []), 'java'];
	for (const java of preferred) if (javaVersion(java) >= oldestJava) return java;
	return installed
		.filter((java) => existsSync(java))
		.map((java) => ({ java, major: javaVersion(java) }))
		.filter(({ major }) => major >= oldestJava)
		.sort((a, b) => b.major - a.major)[0]?.java;
}

const hasMaven = () => spawnSync('mvn', ['-v'], { stdio: 'ignore' }).status === 0;

const fetched = () =>
	existsSync(complete) && JSON.parse(readFileSync(complete, 'utf8')).version === version;

/**
 * Whether a Neo4j can be started here, and if not what is missing.
 *
 * @returns {{ ready: true } | { ready: false, reason: string }}
 */
export function canStartNeo4j() {
	if (!findJava())
		return {
			ready: false,
			reason: `no Java ${oldestJava} or later: install the Debian package default-jdk-headless (or temurin-25-jdk), or set JAVA_HOME`
		};
	if (!fetched() && !hasMaven())
		return {
			ready: false,
			reason: 'no Maven to fetch Neo4j with: install the Debian package maven'
		};
	return { ready: true };
}

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
	<modelVersion>4.0.0</modelVersion>
	<groupId>faisceau</groupId>
	<artifactId>neo4j-jars</artifactId>
	<version>1</version>
	<dependencies>
		<dependency>
			<groupId>org.neo4j</groupId>
			<artifactId>neo4j</artifactId>
			<version>${version}</version>
		</dependency>
	</dependencies>
</project>
`;

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {number} pid */
const isAlive = (pid) => {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false; // no such process
	}
};

/**
 * One process fetches, the others wait for it; a lock left by a dead process is taken over.
 *
 * @param {() => Promise<void>} fetchJars
 */
async function fetchAlone(fetchJars) {
	const lock = path.join(cache, 'fetching');
	for (;;) {
		if (fetched()) return;
		try {
			closeSync(openSync(lock, 'wx'));
			writeFileSync(lock, String(process.pid));
			break;
		} catch (error) {
			if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
			const holder = Number(readFileSync(lock, 'utf8'));
			const fresh = Date.now() - statSync(lock).mtimeMs < 1000;
			if (holder ? !isAlive(holder) : !fresh) rmSync(lock, { force: true });
			else await pause(500);
		}
	}
	try {
		await fetchJars();
	} finally {
		rmSync(lock, { force: true });
	}
}

/**
 * Fetches the jars once. Maven keeps what it has, so a broken fetch goes on where it stopped.
 *
 * @param {(line: string) => void} say
 */
async function fetchNeo4j(say) {
	if (fetched()) return;
	mkdirSync(cache, { recursive: true });
	await fetchAlone(async () => {
		say(`fetching Neo4j ${version} with Maven (152 MB, once)`);
		const generated = path.join(cache, 'pom.xml');
		writeFileSync(generated, pom);
		rmSync(jars, { recursive: true, force: true });
		/** @type {Promise<void>} */
		const copied = new Promise((resolve, reject) => {
			const maven = spawn(
				'mvn',
				[
					'-q',
					'-B',
					'-f',
					generated,
					'dependency:copy-dependencies',
					`-DoutputDirectory=${jars}`,
					'-DincludeScope=runtime'
				],
				{ stdio: ['ignore', 'pipe', 'pipe'] }
			);
			let words = '';
			for (const stream of [maven.stdout, maven.stderr])
				stream.on('data', (part) => (words = (words + part).slice(-4000)));
			maven.on('error', () =>
				reject(
					new Neo4jUnavailable('no Maven to fetch Neo4j with: install the Debian package maven')
				)
			);
			maven.on('close', (status) =>
				status === 0
					? resolve()
					: reject(
							new Neo4jUnavailable(
								`Maven could not fetch Neo4j ${version}; run it again to go on:\n${words}`
							)
						)
			);
		});
		await copied;
		writeFileSync(complete, JSON.stringify({ version }));
	});
}

/** Settings of a server that only this machine reaches, which is why it asks for no password. @param {number} port */
const configuration = (port) =>
	[
		`server.default_listen_address=127.0.0.1`,
		`server.bolt.listen_address=127.0.0.1:${port}`,
		`server.bolt.advertised_address=localhost:${port}`,
		'server.http.enabled=false',
		'server.https.enabled=false',
		'dbms.usage_report.enabled=false',
		'dbms.security.auth_enabled=false',
		'server.memory.pagecache.size=128m',
		'db.tx_log.rotation.retention_policy=false',
		''
	].join('\n');

/**
 * True when Bolt answers the handshake with a version.
 *
 * @param {number} port
 * @returns {Promise<boolean>}
 */
const answersBolt = (port) =>
	new Promise((resolve) => {
		const socket = connect({ host: '127.0.0.1', port });
		/** @param {boolean} answer */
		const done = (answer) => {
			socket.destroy();
			resolve(answer);
		};
		socket.setTimeout(1000, () => done(false));
		socket.on('error', () => done(false));
		socket.on('connect', () =>
			socket.write(
				Buffer.from([0x60, 0x60, 0xb0, 0x17, 0, 0, 4, 4, 0, 0, 0, 4, 0, 0, 0, 3, 0, 0, 0, 0])
			)
		);
		socket.on('data', (data) => done(data.length >= 4 && data.readUInt32BE(0) !== 0));
	});

/**
 * A port nobody listens on: the one asked for, or any when it is 0.
 *
 * @param {number} port
 * @returns {Promise<number>}
 */
const freePort = (port) =>
	new Promise((resolve, reject) => {
		const server = createServer();
		server.on('error', () =>
			reject(
				new Neo4jUnavailable(`port ${port} is in use: stop what listens there or set NEO4J_PORT`)
			)
		);
		server.listen(port, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
		});
	});

/**
 * Starts a server in the folder `home` and waits until Bolt answers.
 *
 * @param {{ port?: number, home: string, say?: (line: string) => void }} options port 0: any free one
 * @returns {Promise<{ url: string, port: number, pid: number, stop: () => Promise<void>, kill: () => Promise<void>, ended: Promise<number | null> }>}
 */
export async function startNeo4j({ port: wanted = 0, home, say = () => undefined }) {
	const can = canStartNeo4j();
	const java = findJava();
	if (!can.ready) throw new Neo4jUnavailable(can.reason);
	if (!java) throw new Neo4jUnavailable('Java went away');
	await fetchNeo4j(say);
	const port = await freePort(wanted);
	const folder = path.resolve(home);
	const settings = path.join(folder, 'conf');
	mkdirSync(settings, { recursive: true });
	for (const name of ['data', 'logs', 'run', 'plugins', 'import', 'licenses'])
		mkdirSync(path.join(folder, name), { recursive: true });
	writeFileSync(path.join(settings, 'neo4j.conf'), configuration(port));
	const log = openSync(path.join(folder, 'logs', 'console.log'), 'a');
	const server = spawn(
		java,
		[
			...javaFlags,
			'-cp',
			path.join(jars, '*'),
			mainClass,
			`--home-dir=${folder}`,
			`--config-dir=${settings}`
		],
		{ stdio: ['ignore', log, log], detached: true }
	);
	closeSync(log);
	/** @type {Promise<number | null>} */
	const ended = new Promise((resolve) => server.on('close', (status) => resolve(status)));
	let running = true;
	void ended.then(() => (running = false));
	server.on('error', () => (running = false));
	const endWithUs = () => running && server.kill('SIGKILL');
	process.once('exit', endWithUs);
	// A test runner that is killed runs no exit handler: its end of this pipe closes all the same.
	const guard = spawn('sh', ['-c', `cat > /dev/null; kill -9 ${server.pid} 2> /dev/null`], {
		stdio: ['pipe', 'ignore', 'ignore'],
		detached: true
	});
	guard.unref();
	guard.on('error', () => undefined); // no shell here: only the exit handler is left
	guard.stdin.on('error', () => undefined); // it went first
	void ended.then(() => guard.kill('SIGKILL'));

	/** @param {NodeJS.Signals} signal */
	const end = async (signal) => {
		process.off('exit', endWithUs);
		if (!running) return;
		server.kill(signal);
		const late = setTimeout(() => server.kill('SIGKILL'), 30_000);
		await ended;
		clearTimeout(late);
	};

	const startedAt = performance.now();
	while (!(await answersBolt(port))) {
		if (running && performance.now() - startedAt < 120_000) {
			await pause(200);
			continue;
		}
		await end('SIGKILL');
		const words = readFileSync(path.join(folder, 'logs', 'console.log'), 'utf8').slice(-2000);
		throw new Neo4jUnavailable(`Neo4j did not start:\n${words}`);
	}
	return {
		url: `neo4j://localhost:${port}`,
		port,
		pid: server.pid ?? 0,
		stop: () => end('SIGTERM'),
		kill: () => end('SIGKILL'),
		ended
	};
}

async function main() {
	/** @param {string} line */
	const say = (line) => console.log(line);
	const server = await startNeo4j({
		port: Number(process.env.NEO4J_PORT ?? 7687),
		home: process.env.NEO4J_HOME ?? path.join(cache, 'home'),
		say
	});
	say(
		`Neo4j ${version} answers at ${server.url} (process ${server.pid}, this machine only, no password)`
	);
	say(`Use it in another terminal:  FAISCEAU_GRAPH=${server.url} npm start`);
	say('Ctrl+C stops it.');
	const stop = () => {
		say('stopping Neo4j');
		void server.stop();
	};
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
	process.exitCode = (await server.ended) === 0 ? 0 : 1;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
	main().catch((error) => {
		console.error(error instanceof Neo4jUnavailable ? error.message : error);
		process.exitCode = 1;
	});
