import { AuthError } from '../errors/authError.js';
import { fetchFile, readJSON } from '../platform/fetchFile.js';
import { memberOfAny } from '../values/members.js';
import { defaultConfigurationFile } from './defaultConfigurationFile.js';

function fileError(file: string, problem: string, retryable: boolean, underlyingError?: unknown): AuthError {
  return new AuthError({
    name: 'ConfigurationFileException',
    message: `the configuration file ${file} ${problem}`,
    category: 'configuration',
    recoverySuggestion: `Put ${file} into the folder that is served, such as public/, or pass the configuration to Amplify.configure.`,
    retryable,
    underlyingError,
  });
}

/** Reads a configuration file. Its address is relative to the page, or to a worker's script. */
export async function fetchConfigurationFile(file: unknown): Promise<unknown> {
  if (typeof file !== 'string') throw fileError(defaultConfigurationFile, 'has an address that is not a string', false);
  let response: Response;
  try {
    response = await fetchFile(file);
  } catch (error) {
    throw fileError(file, 'could not be fetched', true, error);
  }
  if (!response.ok)
    throw fileError(file, `could not be fetched: HTTP status ${String(response.status)}`, response.status >= 500);
  try {
    return await readJSON(response);
  } catch (error) {
    const headers = memberOfAny(response, 'headers') as Partial<Headers> | undefined;
    // Development servers answer with the start page where there is no file.
    const isPage = String(headers?.get?.('content-type')).includes('html');
    throw fileError(
      file,
      `is not JSON${isPage ? ', but HTML: is it in the folder that is served?' : ''}`,
      false,
      error,
    );
  }
}
