/** The file that holds the relaxed SIMD module. `cognito-wasm` imports it when a sign-in is likely. Bundled like `moduleFile.ts`. */
import { relaxedBase64 } from '../wasm/relaxed.js';
import type { RelaxedModule } from '../wire/relaxedModule.js';
import { compilePacked } from './packedModule.js';
import { startRelaxedModule } from './relaxedModule.js';

export { version } from './version.js';

let module: Promise<RelaxedModule | undefined> | undefined;

/** The module in this file, or `undefined` if the engine cannot use it. The first call starts it. */
export function relaxedModule(): Promise<RelaxedModule | undefined> {
  return (module ??= startRelaxedModule(() => compilePacked(relaxedBase64)));
}
