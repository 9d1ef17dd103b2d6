import { CliError } from '../errors.js';

/**
 * Whether the service says that something does not exist.
 *
 * @param {unknown} error
 */
export const isMissing = (error) =>
  error instanceof Error && ['ResourceNotFoundException', 'NoSuchEntityException', 'NoSuchEntity'].includes(error.name);

/**
 * An ID in a reply, which goes into the configuration files.
 *
 * @param {import('../answers/readers.js').Reader<string>} reader
 * @param {unknown} value
 * @param {string} operation
 */
export function idIn(reader, value, operation) {
  try {
    return reader(value, operation);
  } catch (cause) {
    throw new CliError(`What answers there is not Amazon Cognito: its reply to ${operation} has no valid ID.`, {
      cause,
    });
  }
}

/**
 * What has a name, which nothing else of its kind should have.
 *
 * @param {string} kind
 * @param {string} name
 * @param {string[]} ids of all that have it
 * @returns {string | undefined}
 */
export function onlyOne(kind, name, ids) {
  if (ids.length < 2) return ids[0];
  throw new CliError(
    `There are ${ids.length} ${kind} with the name ${name}: ${ids.join(', ')}. Delete all but the one that is in use.`,
  );
}

/**
 * The result of a read, or `null` if what is read does not exist.
 *
 * @template T
 * @param {Promise<T>} reading
 * @returns {Promise<T | null>}
 */
export const orNull = (reading) =>
  reading.catch((/** @type {unknown} */ error) => {
    if (isMissing(error)) return null;
    throw error;
  });
