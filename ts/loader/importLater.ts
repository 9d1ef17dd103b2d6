import { AuthError } from '../errors/authError.js';
import { timed } from '../shared/userTiming.js';
import { memberOfAny } from '../values/members.js';

function importError(name: string, reason: unknown): AuthError {
  return new AuthError({
    name: 'ModuleFileException',
    message: `the file with ${name} could not be loaded`,
    category: 'network',
    recoverySuggestion:
      'Call again when there is a connection. If the app has been deployed anew and the file is gone, reload the page.',
    retryable: true,
    underlyingError: reason,
  });
}

/**
 * Imports a file of the package when it is needed. A failure is not kept: the next call imports the file again.
 *
 * @param name - What is in it.
 * @param load - The `import()` with the file's name, which bundlers replace by that of their own file.
 */
export function importLater<File>(name: string, load: () => Promise<File>): () => Promise<File> {
  let file: Promise<File> | undefined;
  let failures = 0;
  let address: string | undefined;

  async function attempt(): Promise<File> {
    try {
      // Firefox before 155 remembers by the address that a file has failed. Its error names the address, without a fragment.
      return await timed(`import ${name}`, () =>
        address === undefined ? load() : importAgain<File>(`${address}#${String(failures)}`),
      );
    } catch (reason) {
      failures += 1;
      address = /https?:\/\/[^\s#]+/.exec(String(memberOfAny(reason, 'message')))?.[0];
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

/** The comments keep bundlers from looking for a file. */
function importAgain<File>(address: string): Promise<File> {
  return import(/* webpackIgnore: true */ /* turbopackIgnore: true */ /* @vite-ignore */ address) as Promise<File>;
}
