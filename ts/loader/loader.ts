import type { Pause } from '../platform/task.js';
import { timed } from '../shared/userTiming.js';
import { loadError, requireFeatures } from './loadError.js';
import type { ModuleSource } from './moduleSource.js';
import type { RunningModule } from '../wire/runningModule.js';
import { type GlueFactory, WasmInstance } from './wasmInstance.js';

/**
 * Gets the running wasm instance. The first call starts it.
 *
 * @param pause - Waits between the steps of the start. Pass it if nobody is waiting for the instance.
 */
export type ReadyWasm = (pause?: Pause) => Promise<RunningModule>;

/**
 * Keeps one wasm instance. After a failed start or a trap, the next call starts another instance of the compiled module.
 *
 * @param source - Gets and compiles the module.
 * @param glue - Makes the glue of an instance.
 */
export function createLoader(source: ModuleSource, glue: GlueFactory): ReadyWasm {
  let module: WebAssembly.Module | undefined;
  let current: Promise<WasmInstance> | undefined;
  /** Somebody waits for the instance, so its start makes no more pauses. */
  let isAwaited = false;

  async function start(pause?: Pause): Promise<WasmInstance> {
    try {
      requireFeatures(source.needs);
      module ??= await timed('compile the module', () => source.compile(pause));
      const compiled = module;
      await pause?.();
      return await timed('instantiate the module', () =>
        WasmInstance.start(glue, compiled, () => {
          current = undefined;
        }),
      );
    } catch (reason) {
      throw loadError(reason);
    }
  }

  return (pause) => {
    if (!current) isAwaited = false;
    isAwaited ||= pause === undefined;
    if (!current) {
      const attempt = start(pause && (() => (isAwaited ? Promise.resolve() : pause())));
      current = attempt;
      attempt.catch(() => {
        if (current === attempt) current = undefined;
      });
    }
    return current;
  };
}
