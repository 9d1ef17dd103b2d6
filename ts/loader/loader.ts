import { loadError, requireFeatures } from './loadError.js';
import type { ModuleSource } from './moduleSource.js';
import { type GlueFactory, WasmInstance } from './wasmInstance.js';

/** Gives the running wasm instance, which is started when it is first asked for. */
export type ReadyWasm = () => Promise<WasmInstance>;

/**
 * Keeps one wasm instance. A failure to start is forgotten, so that the next call tries afresh, and so is an instance
 * that has trapped; the compiled module is kept.
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
      module ??= await source.compile();
      return await WasmInstance.start(glue, module, () => {
        current = undefined;
      });
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
