import { shared } from '../shared/shared.js';
import { memberOf } from '../errors/invalidInput.js';
import { createGlue } from '../wasm/cognito_wasm.js';
import { GivenModule, type ModuleInput, notInitialized } from './givenModule.js';
import { type Integrity, integrityError, readIntegrity } from './integrity.js';
import { createLoader, type ReadyWasm } from './loader.js';
import { giveRelaxedModule } from './readyRelaxed.slim.js';

let own: { readonly given: GivenModule; readonly ready: ReadyWasm } | undefined;

function ownLoader(): { readonly given: GivenModule; readonly ready: ReadyWasm } {
  if (!own) {
    const given = new GivenModule();
    own = { given, ready: createLoader(given, createGlue) };
  }
  return own;
}

/** The loader of whichever copy of the package was given a module first. */
function sharedLoader(): { ready?: ReadyWasm } {
  return shared();
}

/** The loader of this copy of the package, or that of another copy which has been given a module. */
export const readyWasm: ReadyWasm = () => {
  const ready = own?.ready ?? sharedLoader().ready;
  return ready ? ready() : Promise.reject(notInitialized());
};

/** Options of `initialize`. */
export interface InitializeOptions {
  /**
   * The file that `cognito-wasm/wasm/relaxed` names, or where it is to be had: a second, small module that computes sign-ins
   * faster. It is fetched only by engines that can use it, and whatever goes wrong with it goes unsaid.
   */
  readonly relaxed?: ModuleInput | PromiseLike<ModuleInput> | undefined;
  /**
   * Digests of the module's file, as the `integrity` of a `<script>` has them: anything else is refused before it is
   * compiled. Those of each version are in its `dist/integrity.json`. For a module from an address that is not your own.
   */
  readonly integrity?: string | undefined;
  /** The same of the file of `relaxed`. Needed where there are both `integrity` and `relaxed`. */
  readonly relaxedIntegrity?: string | undefined;
}

/**
 * Hands the WebAssembly module over, which is the file that `cognito-wasm/wasm` names. Call it once, before anything
 * else; calls made after it wait for the module, so that the promise need not be awaited.
 *
 * An address is fetched at once and compiled while it arrives. Calls made before `initialize` reject with
 * `ModuleNotInitializedException`. After a failure it can be called again; after a success further calls change nothing.
 *
 * @returns A promise that resolves when the module runs.
 * @throws `AuthError` named `ModuleFileException` when the address gives no module, or another one than `integrity` is of;
 * `InvalidModuleException` when an input is of another kind; otherwise what keeps WebAssembly from running, such as `ContentSecurityPolicyException`.
 * @example
 * ```ts
 * initialize(new URL('cognito-wasm/wasm', import.meta.url));
 * ```
 */
export async function initialize(
  module: ModuleInput | PromiseLike<ModuleInput>,
  options: InitializeOptions = {},
): Promise<void> {
  const { given, ready } = ownLoader();
  const relaxed = memberOf(options, 'relaxed') as InitializeOptions['relaxed'];
  const integrity = integrityIn(options, 'integrity');
  const relaxedIntegrity = integrityIn(options, 'relaxedIntegrity');
  if (relaxed !== undefined) {
    if (integrity && !relaxedIntegrity) throw integrityError('initialize was given no integrity for `relaxed`');
    giveRelaxedModule(relaxed, relaxedIntegrity);
  }
  given.give(module, integrity);
  sharedLoader().ready ??= ready;
  await ready();
}

function integrityIn(options: InitializeOptions, name: 'integrity' | 'relaxedIntegrity'): Integrity | undefined {
  const text = memberOf(options, name);
  return text === undefined ? undefined : readIntegrity(text);
}
