/** Undo and redo over scenes. Scenes share what did not change, so keeping a hundred is cheap. */
import type { NetworkNode } from '#lib/domain/subgraph.ts';
import { apply, emptyScene, type Command, type Scene } from './scene.ts';

/** What a step did, for "Undo: expand Kestrel". */
export interface Deed {
	do: Command['do'];
	name: string | null;
}

interface Step {
	scene: Scene;
	deed: Deed;
}

export interface History {
	past: readonly Step[];
	present: Scene;
	future: readonly Step[];
	/** It begins with a scene that was kept, and nothing was done since. */
	restored?: true;
}

const limit = 100;

export const freshHistory: History = { past: [], present: emptyScene, future: [] };

/** Starts from a scene that was kept: there is nothing before it to go back to. */
export const startingFrom = (present: Scene): History => ({
	past: [],
	present,
	future: [],
	restored: true
});

/** Performs a command; the same history when it changes nothing, so that undo never does nothing. */
export function perform(history: History, command: Command, name: string | null): History {
	const next = apply(history.present, command);
	if (next === history.present) return history;
	const step = { scene: history.present, deed: { do: command.do, name } };
	return { past: [...history.past, step].slice(-limit), present: next, future: [] };
}

/** The same steps, with an entity called what it is called now. */
export function renamed(history: History, { id, name, nameless }: NetworkNode): History {
	const inScene = (scene: Scene): Scene => {
		const known = scene.nodes.get(id);
		if (!known) return scene;
		const { nameless: _before, ...rest } = known;
		const node = { ...rest, name, ...(nameless ? { nameless } : {}) };
		return { ...scene, nodes: new Map(scene.nodes).set(id, node) };
	};
	const inStep = (step: Step): Step => ({ ...step, scene: inScene(step.scene) });
	return {
		...history,
		past: history.past.map(inStep),
		present: inScene(history.present),
		future: history.future.map(inStep)
	};
}

export function undo(history: History): History {
	const step = history.past.at(-1);
	if (!step) return history;
	return {
		past: history.past.slice(0, -1),
		present: step.scene,
		future: [{ scene: history.present, deed: step.deed }, ...history.future]
	};
}

export function redo(history: History): History {
	const [step, ...future] = history.future;
	if (!step) return history;
	return {
		past: [...history.past, { scene: history.present, deed: step.deed }],
		present: step.scene,
		future
	};
}
