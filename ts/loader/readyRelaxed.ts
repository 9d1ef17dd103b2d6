import { relaxedBase64 } from '../wasm/relaxed.js';
import { compilePacked } from './packedModule.js';
import type { RelaxedModule } from '../wire/relaxedModule.js';
import { startRelaxedModule } from './relaxedModule.js';

let module: Promise<RelaxedModule | undefined> | undefined;

/**
 * The relaxed SIMD module of this copy of the package. The first call starts it. The build of `cognito-wasm/slim` uses
 * `readyRelaxed.slim.ts` instead of this file.
 *
 * The import is static on purpose. With `import()`, bundlers would split their output, which some formats do not allow, and
 * webpack's code for finding the parts throws in a script that has no address.
 */
export function relaxedModule(): Promise<RelaxedModule | undefined> {
  return (module ??= startRelaxedModule(() => compilePacked(relaxedBase64)));
}
