import { isAbsent } from '../configuration/given.js';
import { memberOf } from '../errors/invalidInput.js';
import type { Storing } from '../glance/places.js';
import { importLater } from '../loader/importLater.js';
import type { LaterItems } from '../storage/storageItems.js';
import { storageOf } from '../storage/storageOption.js';

const vaultFile = /* @__PURE__ */ importLater(
  'the vault',
  () => import(/* webpackChunkName: "cognito-wasm-vault-page" */ './vaultFile.js'),
);

/** Reads the options for the place of the session, which may be any value. See `storageOf`. */
export function placeOf(options: unknown): Storing | LaterItems {
  const place = storageOf(options);
  const option = memberOf(options, 'vault');
  if (isAbsent(option)) return place;
  return {
    isSynchronous: false,
    // Only asked for what the vault accepts, or can do without it.
    load: () => Promise.resolve(place as Storing),
    module: async (ready, host) => (await vaultFile()).vaultModule(option, place, ready, host),
  };
}
