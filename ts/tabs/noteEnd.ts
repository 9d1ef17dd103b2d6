import { note } from '../diagnostics/history.js';
import type { HubPayload } from '../hub/hubTypes.js';
import { reasonIn } from './tabChannel.js';

/**
 * Keeps the end of a session for the diagnostics, if another tab's event is that. What other tabs say is text from outside, and not kept.
 *
 * @param cognito - The section of the configuration, with the app client's id.
 */
export function noteEnd(cognito: object | undefined, { event, data }: HubPayload): void {
  if (event === 'signedOut') note(cognito, 'signedOut', reasonIn(data) ?? 'otherTab');
  if (event === 'sessionExpired') note(cognito, 'ended', 'otherTab');
}
