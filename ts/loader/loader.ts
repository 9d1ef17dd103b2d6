import { timed } from '../shared/userTiming.js';
import { loadError, requireFeatures } from './loadError.js';
import type { ModuleSource } from './moduleSource.js';
import { type GlueFactory, WasmInstance } from './wasmInstance.js';

/** Gets the running wasm instance. The first call starts it. */
export type ReadyWasm = () => Promise<WasmInstance>;

/**
 * Keeps one wasm instance. After a failed start or a trap, the next call starts another instance of the compiled module.
 *
 * @param source - Gets and compiles the module.
 * @param glue - Makes the glue of an instance.
 */
export function createLoader(source: ModuleSource, glue: GlueFactory): ReadyWasm {
  let module: WebAssembly.Module | undefined;
  let current: Promise<WasmInstance> | undefined;

  async function start(): Promise<WasmInstance> {
    try {
      requireFeatures(source.needs);
      module ??= await timed('compile the module', () => source.compile());
      const compiled = module;
      return await timed('instantiate the module', () =>
        WasmInstance.start(glue, compiled, () => {
          current = undefined;
        }),
      );
    } catch (reason) {
      throw loadError(reason);
    }
  }

  return () => {
    if (!current) {
      const attempt = start();
      current = attempt;
      attempt.catch(() => {
        if (current === attempt) current = undefined;
      });
    }
    return current;
  };
}
