import { AuthError } from '../errors/authError.js';
import type { WebAssemblyModule } from '../platform/webTypes.js';
import { absoluteAddress } from '../platform/absoluteAddress.js';
import { compileInput, isAddress, type ModuleInput } from './compileInput.js';
import type { Integrity } from './integrity.js';
import type { ModuleSource } from './moduleSource.js';

/** The module that the application passes to `initialize`. */
export class GivenModule implements ModuleSource {
  readonly needs: readonly string[] = [];
  #compile: (() => Promise<WebAssemblyModule>) | undefined;

  /**
   * Takes a module. It replaces an earlier one unless that has been compiled. An address is fetched when the module is needed,
   * and again after a failure. Anything else is compiled at once, and only once.
   */
  give(input: ModuleInput | PromiseLike<ModuleInput>, integrity?: Integrity): void {
    if (isAddress(input)) {
      const address = typeof input === 'string' ? absoluteAddress(input) : input;
      this.#compile = () => compileInput(address, integrity);
      return;
    }
    const compiled = Promise.resolve(input)
      .catch((reason: unknown) => {
        throw notGiven(reason);
      })
      .then((given) => compileInput(given, integrity));
    // If nobody asks for the module, nobody handles its failure.
    compiled.catch(() => undefined);
    this.#compile = () => compiled;
  }

  /** Compiles the module that was given last. */
  async compile(): Promise<WebAssemblyModule> {
    const compile = this.#compile;
    if (!compile) throw notInitialized();
    try {
      return await compile();
    } catch (reason) {
      // Another module may have been given while this one failed.
      if (this.#compile !== compile) return this.compile();
      throw reason;
    }
  }
}

/** The error for a promise of a module that is rejected. */
function notGiven(reason: unknown): AuthError {
  return new AuthError({
    name: 'ModuleFileException',
    message: 'the promise of a module that initialize was given has been rejected',
    category: 'network',
    recoverySuggestion:
      'Call initialize again. With an address instead of a promise, each call that needs the module fetches it.',
    underlyingError: reason,
  });
}

/** The error of calls that come before `initialize`. */
export function notInitialized(): AuthError {
  return new AuthError({
    name: 'ModuleNotInitializedException',
    message: 'cognito-wasm/slim was called before initialize',
    category: 'configuration',
    recoverySuggestion:
      "Call initialize(module) first, or import from 'cognito-wasm', which contains the module and needs no call.",
  });
}
