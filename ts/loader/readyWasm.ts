import { importLater } from './importLater.js';
import type { ReadyWasm } from './loader.js';

const moduleFile = /* @__PURE__ */ importLater(
  'the WebAssembly module',
  () => import(/* webpackChunkName: "cognito-wasm-module" */ './moduleFile.js'),
);

/**
 * The loader of this copy of the package, in a file that is imported when the module is needed. The builds of
 * `cognito-wasm/embedded` and `cognito-wasm/slim` use `readyWasm.embedded.ts` and `readyWasm.slim.ts` instead of this file.
 */
export const readyWasm: ReadyWasm = async (pause) => {
  const file = await moduleFile();
  await pause?.();
  return file.readyWasm(pause);
};
