/** In place of `sharedWorker.ts` in bundles that are a single file: no worker's file is known to be beside them. */
import { AuthError } from '../errors/authError.js';

function noAddress(): AuthError {
  return new AuthError({
    name: 'ModuleFileException',
    message: "this bundle of cognito-wasm is a single file, and does not know where the vault's worker is",
    category: 'configuration',
    recoverySuggestion:
      "Serve the file 'cognito-wasm/vault-worker' from the page's origin, and pass its address: `vault: { worker }`.",
  });
}

export function sharedVaultWorker(): SharedWorker {
  throw noAddress();
}

export function ownVaultWorker(): Worker {
  throw noAddress();
}
