import { toAuthError } from '../errors/toAuthError.js';
import type { HubPayload } from '../hub/hubTypes.js';
import { ownMembers, readMember } from '../values/members.js';
import type { EventData } from '../wire/wasmClient.js';

/** Converts an event from Rust for listeners: its error becomes an `AuthError`. */
export function toHubPayload(given: EventData): HubPayload {
  const { event, data } = ownMembers(given);
  if (data === undefined) return { event };
  const error = readMember(data, 'error');
  return { event, data: error === undefined ? data : { ...data, error: toAuthError(error) } };
}
