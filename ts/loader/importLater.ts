import { AuthError } from '../errors/authError.js';
import { timed } from '../shared/userTiming.js';
import { memberOfAny } from '../values/members.js';
import { version } from './version.js';

/**
 * @param isKept - Whether the engine has the file, so that it would not load it again.
 */
function importError(name: string, reason: unknown, isKept: boolean): AuthError {
  const canImport = memberOfAny(globalThis, 'ServiceWorkerGlobalScope') === undefined;
  const isRetryable = canImport && !isKept;
  return new AuthError({
    name: 'ModuleFileException',
    message: `the file with ${name} could not be ${isKept ? 'used' : 'loaded'}`,
    category: isRetryable ? 'network' : 'configuration',
    recoverySuggestion: !canImport
      ? "In service workers, import from 'cognito-wasm/embedded'."
      : isKept
        ? 'Reload the page, or deploy the app again.'
        : 'Call again when online. If the app has been deployed anew, reload the page.',
    retryable: isRetryable,
    underlyingError: reason,
  });
}

/**
 * Imports a file of the package when it is needed. A failure is not kept: the next call imports the file again.
 *
 * @param name - What is in it.
 * @param load - The `import()` with the file's name, which bundlers replace by that of their own file.
 */
export function importLater<File extends { readonly version: string }>(
  name: string,
  load: () => Promise<File>,
): () => Promise<File> {
  let file: Promise<File> | undefined;
  let failures = 0;
  let address: string | undefined;

  async function attempt(): Promise<File> {
    let isKept = false;
    try {
      // Firefox before 155 remembers by the address that a file has failed.
      const loaded = await timed(`import ${name}`, () =>
        address === undefined ? load() : importAgain(`${address}#${String(failures)}`),
      );
      const found = memberOfAny(loaded, 'version');
      // Vite resolves with nothing if the app has handled the failure in `vite:preloadError`.
      isKept = found !== undefined;
      if (found !== version) throw new TypeError(`the imported file is of version ${String(found)}, not ${version}`);
      return loaded as File;
    } catch (reason) {
      failures += 1;
      address = addressIn(memberOfAny(reason, 'message'));
      throw importError(name, reason, isKept || memberOfAny(reason, 'name') === 'SyntaxError');
    }
  }

  return () => {
    if (!file) {
      const current = attempt();
      file = current;
      current.catch(() => {
        file = undefined;
      });
    }
    return file;
  };
}

/** The address in Firefox's error of a failed import. The errors of bundlers name files that cannot be imported. */
function addressIn(message: unknown): string | undefined {
  return /^error loading dynamically imported module: (https?:[^\s#]+)/.exec(String(message))?.[1];
}

/** The comments keep bundlers from looking for a file. */
function importAgain(address: string): Promise<unknown> {
  return import(/* webpackIgnore: true */ /* turbopackIgnore: true */ /* @vite-ignore */ address) as Promise<unknown>;
}
