import { step } from '../run/steps.mjs';
import { buildBundles } from './bundles.mjs';
import { buildTypeScript } from './typescript.mjs';
import { buildWasm } from './wasm.mjs';

/**
 * The parts of the package, in the order in which they are built.
 *
 * @type {Record<string, [name: string, work: () => Promise<unknown>]>}
 */
export const packageParts = {
  wasm: ['build the crate', buildWasm],
  ts: ['build the TypeScript', buildTypeScript],
  bundles: ['bundle the package', buildBundles],
};

/** Builds the package into `dist/`. */
export async function buildPackage() {
  for (const part of Object.values(packageParts)) await step(...part);
}
