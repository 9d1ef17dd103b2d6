import { AuthError } from '../errors/authError.js';
import { timed } from '../shared/userTiming.js';
import { memberOfAny } from '../values/members.js';
import { version } from './version.js';

function importError(name: string, reason: unknown): AuthError {
  const canImport = memberOfAny(globalThis, 'ServiceWorkerGlobalScope') === undefined;
  return new AuthError({
    name: 'ModuleFileException',
    message: `the file with ${name} could not be loaded`,
    category: canImport ? 'network' : 'configuration',
    recoverySuggestion: canImport
      ? 'Call again when there is a connection. If the app has been deployed anew and the file is gone, reload the page.'
      : "Service workers cannot import a file later. Import from 'cognito-wasm/embedded', which contains the module.",
    retryable: canImport,
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
    try {
      // Firefox before 155 remembers by the address that a file has failed.
      const loaded = await timed(`import ${name}`, () =>
        address === undefined ? load() : importAgain(`${address}#${String(failures)}`),
      );
      const found = memberOfAny(loaded, 'version');
      // Vite resolves with nothing if the app has handled the failure in `vite:preloadError`.
      if (found !== version) throw new TypeError(`the imported file is of version ${String(found)}, not ${version}`);
      return loaded as File;
    } catch (reason) {
      failures += 1;
      address = addressIn(memberOfAny(reason, 'message'));
      throw importError(name, reason);
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
