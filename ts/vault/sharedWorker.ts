/**
 * The worker's file, as bundlers find it. They take these expressions as they are written, so nothing in them is computed. webpack
 * names its files by these names, which therefore differ. The bundles in which there is no file beside this one use
 * `sharedWorker.single.ts` instead.
 */

/** Connects with the worker that all tabs share. */
export function sharedVaultWorker(): SharedWorker {
  return new SharedWorker(new URL('./vaultWorker.js', import.meta.url), {
    type: 'module',
    name: 'cognito-wasm-vault',
    // Where the browser has it, the worker survives a reload of the only page.
    extendedLifetime: true,
  } as WorkerOptions);
}

/** Starts a worker of this page. */
export function ownVaultWorker(): Worker {
  return new Worker(new URL('./vaultWorker.js', import.meta.url), { type: 'module', name: 'cognito-wasm-vault-own' });
}
