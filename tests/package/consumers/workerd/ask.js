import { readFile } from 'node:fs/promises';
import { Miniflare } from 'miniflare';

const runtime = new Miniflare({
  compatibilityDate: '2026-01-01',
  modules: [
    { type: 'ESModule', path: 'worker.js', contents: await readFile('build/worker.js') },
    {
      type: 'CompiledWasm',
      path: 'cognito-wasm/wasm',
      contents: await readFile('node_modules/cognito-wasm/dist/wasm/cognito_wasm_bg.wasm'),
    },
  ],
});
for (const path of ['slim', 'inlined']) {
  const response = await runtime.dispatchFetch(`http://localhost/${path}`);
  console.log(await response.text());
}
await runtime.dispose();
