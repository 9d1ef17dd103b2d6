import type { RelaxedModule } from '../wire/relaxedModule.js';
import { importLater } from './importLater.js';

const relaxedFile = /* @__PURE__ */ importLater(
  'the WebAssembly module for relaxed SIMD',
  () => import(/* webpackChunkName: "cognito-wasm-relaxed" */ './relaxedFile.js'),
);

/**
 * The relaxed SIMD module of this copy of the package, from a file that is imported when a sign-in is likely. Sign-ins work
 * without it, so a failure is not reported. The other entries use `readyRelaxed.embedded.ts` and `readyRelaxed.slim.ts`.
 */
export async function relaxedModule(): Promise<RelaxedModule | undefined> {
  try {
    return await (await relaxedFile()).relaxedModule();
  } catch {
    return undefined;
  }
}
