import { ServiceError } from './errors.js';

/** In bytes. The requests of clients have a few thousand. */
export const LARGEST_BODY = 1024 * 1024;

/**
 * @param {Request} request
 * @returns {Promise<string>}
 * @throws {ServiceError} when there is too much
 */
export async function bodyText(request) {
  const text = await request.text();
  // Characters, of which there are never more than bytes.
  if (text.length <= LARGEST_BODY) return text;
  throw new ServiceError('RequestEntityTooLargeException', 'The body is larger than 1 MiB.', 413);
}
