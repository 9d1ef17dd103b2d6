import { memberOf } from '../errors/invalidInput.js';
import type { Storing } from '../glance/storedSession.js';
import { importLater } from '../loader/importLater.js';
import type { LaterItems } from '../storage/storageItems.js';
import { storageOf } from '../storage/storageOption.js';
import type { Vault } from './vault.js';

const vaultFile = /* @__PURE__ */ importLater(
  'the vault',
  () => import(/* webpackChunkName: "cognito-wasm-vault-page" */ './vaultFile.js'),
);

/** Reads the options for the place of the session, which may be any value. See `storageOf`. */
export function placeOf(options: unknown): Storing | LaterItems {
  const given = storageOf(options);
  const option = memberOf(options, 'vault') ?? undefined;
  if (option === undefined) return given;
  let vault: Vault | undefined;
  return {
    isSynchronous: false,
    load: () => Promise.resolve(given as Storing),
    module: async (ready, host) => (vault ??= new (await vaultFile()).Vault(option, given)).ready(ready, host),
  };
}
