import { CliError } from '../errors.js';

/**
 * @typedef {import('../project/project.js').Project} Project
 * @typedef {{ endpoint: string | undefined, target: string }} Place that is asked
 */

/**
 * A hint for who has pushed to a local Cognito only, and leaves its address out.
 *
 * @param {Project} project
 * @param {Place} place
 */
export function lastPlace(project, { endpoint, target }) {
  const last = project.target();
  const isElsewhere = endpoint === undefined && target === 'aws' && last !== 'aws';
  return isElsewhere ? ` The last push went to ${last}: for that, add --endpoint ${last}.` : '';
}

/**
 * Gives that hint if AWS cannot be asked.
 *
 * @template T
 * @param {Project} project
 * @param {Place} place
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLastPlace(project, place, work) {
  try {
    return await work();
  } catch (error) {
    const hint = lastPlace(project, place);
    if (hint === '' || !(error instanceof CliError) || !isAboutCredentials(error.cause)) throw error;
    throw new CliError(`${error.message}${hint}`, { cause: error });
  }
}

/** @param {unknown} cause */
const isAboutCredentials = (cause) => cause instanceof Error && cause.name === 'CredentialsProviderError';
