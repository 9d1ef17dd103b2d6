import type { WebAssemblyModule } from '../platform/webTypes.js';

/** Where a loader gets the compiled module from: the one thing in which the entries of this package differ. */
export interface ModuleSource {
  /** Globals that this source needs, beside those that the glue needs. */
  readonly needs: readonly string[];
  /** Gets and compiles the module. Called again after a failure, and not again after a success. */
  compile(): Promise<WebAssemblyModule>;
}
