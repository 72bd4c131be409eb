/** A worker that has begun to load before somebody has a unit for it. */
let prepared: Worker | undefined;

/** Lets the engine load while the unit does. */
export function prepareWorker(): void {
  prepared ??= startWorker();
}

/** An engine of one's own. */
export function takeWorker(): Worker {
  const worker = prepared ?? startWorker();
  prepared = undefined;
  return worker;
}

function startWorker(): Worker {
  return new Worker(new URL("./engine.worker.ts", import.meta.url), { type: "module" });
}
