import { CliError } from '../errors.js';

/**
 * Who has pushed to a local Cognito only, and leaves its address out, is told of it if AWS cannot be asked.
 *
 * @template T
 * @param {import('../project/project.js').Project} project
 * @param {{ endpoint: string | undefined, target: string }} place
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLastPlace(project, { endpoint, target }, work) {
  try {
    return await work();
  } catch (error) {
    const last = project.target();
    const isElsewhere = endpoint === undefined && target === 'aws' && last !== 'aws';
    if (!isElsewhere || !(error instanceof CliError) || !isAboutCredentials(error.cause)) throw error;
    throw new CliError(`${error.message} The last push went to ${last}: for that, add --endpoint ${last}.`, {
      cause: error,
    });
  }
}

/** @param {unknown} cause */
const isAboutCredentials = (cause) => cause instanceof Error && cause.name === 'CredentialsProviderError';
