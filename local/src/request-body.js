import { ServiceError } from './errors.js';

/** In bytes. Real requests have a few thousand. */
export const LARGEST_BODY = 1024 * 1024;

/**
 * @param {Request} request
 * @returns {Promise<string>}
 * @throws {ServiceError} if the body is too large
 */
export async function bodyText(request) {
  const text = await request.text();
  // This counts characters. There are never more of them than bytes.
  if (text.length <= LARGEST_BODY) return text;
  throw tooLarge();
}

/**
 * @param {Request} request
 * @returns {Promise<Uint8Array>}
 * @throws {ServiceError} if the body is too large
 */
export async function bodyBytes(request) {
  const bytes = new Uint8Array(await request.arrayBuffer());
  if (bytes.length <= LARGEST_BODY) return bytes;
  throw tooLarge();
}

const tooLarge = () => new ServiceError('RequestEntityTooLargeException', 'The body is larger than 1 MiB.', 413);
