/**
 * Whether the service says that something does not exist.
 *
 * @param {unknown} error
 */
export const isMissing = (error) =>
  error instanceof Error && ['ResourceNotFoundException', 'NoSuchEntityException', 'NoSuchEntity'].includes(error.name);

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
