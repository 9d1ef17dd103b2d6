import type { Pause } from '../platform/task.js';
import type { WebAssemblyModule } from '../platform/webTypes.js';

/** Where a loader gets the compiled module from. Only this differs between the entries of the package. */
export interface ModuleSource {
  /** Globals that this source needs in addition to those of the glue. */
  readonly needs: readonly string[];
  /**
   * Gets and compiles the module. Called again only after a failure.
   *
   * @param pause - See `ReadyWasm`.
   */
  compile(pause?: Pause): Promise<WebAssemblyModule>;
}
