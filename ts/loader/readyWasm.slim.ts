import { shared } from '../shared/shared.js';
import { reportedLater } from '../errors/reportedLater.js';
import { memberOf } from '../errors/invalidInput.js';
import { createGlue } from '../wasm/cognito_wasm.js';
import { isAddress, type ModuleInput } from './compileInput.js';
import { GivenModule, notInitialized } from './givenModule.js';
import { type Integrity, integrityError, readIntegrity } from './integrity.js';
import { loadError, requireFeatures } from './loadError.js';
import { createLoader, type ReadyWasm } from './loader.js';
import { nextTask } from '../platform/task.js';
import { giveRelaxedModule } from './readyRelaxed.slim.js';

let own: { readonly given: GivenModule; readonly ready: ReadyWasm } | undefined;

function ownLoader(): { readonly given: GivenModule; readonly ready: ReadyWasm } {
  if (!own) {
    const given = new GivenModule();
    own = { given, ready: createLoader(given, createGlue) };
  }
  return own;
}

/** The loader of the first copy of the package that was given a module. */
function sharedLoader(): { ready?: ReadyWasm } {
  return shared();
}

/**
 * The loader of this copy of the package if it was given a module, otherwise that of another copy. A call that comes first waits
 * for the end of the script that made it, which may call `initialize` later.
 */
export const readyWasm: ReadyWasm = async (pause) => {
  if (!givenLoader()) await nextTask();
  const ready = givenLoader();
  if (!ready) throw notInitialized();
  return ready(pause);
};

function givenLoader(): ReadyWasm | undefined {
  return own?.ready ?? sharedLoader().ready;
}

/** Options of `initialize`. */
export interface InitializeOptions {
  /**
   * The file of `cognito-wasm/wasm/relaxed`, or its address: a second, small module that computes sign-ins faster. Only
   * engines that can use it fetch it, when a sign-in is likely. If it fails, sign-ins work without it and no error is reported.
   */
  readonly relaxed?: ModuleInput | PromiseLike<ModuleInput> | undefined;
  /**
   * Digests of the module's file in the format of a `<script>`'s `integrity`, such as `sha384-…`. A file that does not match
   * is not compiled. `dist/integrity.json` has the digests of each version. Use it if the module comes from another site.
   */
  readonly integrity?: string | undefined;
  /** The digests of the file of `relaxed`. Required if both `integrity` and `relaxed` are given. */
  readonly relaxedIntegrity?: string | undefined;
}

/**
 * Passes the WebAssembly module, the file of `cognito-wasm/wasm`, to the package. Call it once, in the script that calls
 * `configure`. You need not await the promise.
 *
 * The file of an address is fetched when the module is needed, and compiled while it downloads: a page whose visitor is signed in
 * need not fetch it. If that fails, the call that needs it rejects, and the next one fetches it again. Anything else is
 * compiled at once, and not again if it fails: then call `initialize` once more.
 *
 * @returns A promise that resolves when an address has been taken, or anything else compiled.
 * @throws `AuthError` named
 * - `ModuleFileException`: a `Response` is of another status than 200, is not a module, or does not match `integrity`;
 * - `InvalidModuleException`: `module` or an integrity is of the wrong kind, or `relaxedIntegrity` is missing;
 * - what else keeps WebAssembly from running, such as `ContentSecurityPolicyException`.
 * @example
 * ```ts
 * initialize(new URL('cognito-wasm/wasm', import.meta.url));
 * ```
 */
export function initialize(
  module: ModuleInput | PromiseLike<ModuleInput>,
  options: InitializeOptions = {},
): Promise<void> {
  return reportedLater(take(module, options));
}

async function take(module: ModuleInput | PromiseLike<ModuleInput>, options: InitializeOptions): Promise<void> {
  const { given, ready } = ownLoader();
  const relaxed = memberOf(options, 'relaxed') as InitializeOptions['relaxed'];
  const integrity = integrityIn(options, 'integrity');
  const relaxedIntegrity = integrityIn(options, 'relaxedIntegrity');
  if (relaxed !== undefined) {
    if (integrity && !relaxedIntegrity)
      throw integrityError('initialize was given `integrity` and `relaxed`, but no `relaxedIntegrity`');
    giveRelaxedModule(relaxed, relaxedIntegrity);
  }
  given.give(module, integrity);
  sharedLoader().ready ??= ready;
  if (isAddress(module)) return;
  try {
    requireFeatures(given.needs);
    await given.compile();
  } catch (reason) {
    throw loadError(reason);
  }
}

function integrityIn(options: InitializeOptions, name: 'integrity' | 'relaxedIntegrity'): Integrity | undefined {
  const text = memberOf(options, name);
  return text === undefined ? undefined : readIntegrity(text);
}
