import { pageAddress } from '../platform/pages.js';
import { takeSignal } from './takeSignal.js';

/**
 * Adds the address of the page to the input of a function that may lead to Cognito's pages. Rust refuses an input that is not an object.
 *
 * @throws `AuthError` named `InvalidParameterException`: see {@link takeSignal}.
 */
export function withPage(input: unknown): unknown {
  const { data, signal } = takeSignal(input);
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data;
  const page = pageAddress();
  return { ...data, signal, ...(page !== undefined && { page }) };
}
