import { toAuthError } from '../errors/toAuthError.js';
import type { HubPayload } from '../hub/hubTypes.js';
import type { EventData } from './wire.js';

/** An event of Rust as listeners see it: an error in it becomes an `AuthError`. */
export function toHubPayload({ event, data }: EventData): HubPayload {
  if (data === undefined) return { event };
  const { error } = data as { readonly error?: unknown };
  return { event, data: error === undefined ? data : { ...data, error: toAuthError(error) } };
}
