import { relaxedBase64 } from '../wasm/relaxed.js';
import { compilePacked } from './packedModule.js';
import type { RelaxedModule } from '../wire/relaxedModule.js';
import { startRelaxedModule } from './relaxedModule.js';

let module: Promise<RelaxedModule | undefined> | undefined;

/**
 * The module for relaxed SIMD of this copy of the package, started when it is first asked for. The build of
 * `cognito-wasm/slim` has `readyRelaxed.slim.ts` in the place of this file.
 *
 * It is imported with everything else: `import()` would have bundlers split what they bundle, which they cannot for every kind
 * of output, and webpack's way of finding the parts stops a script that was not loaded from an address.
 */
export function relaxedModule(): Promise<RelaxedModule | undefined> {
  return (module ??= startRelaxedModule(() => compilePacked(relaxedBase64)));
}
