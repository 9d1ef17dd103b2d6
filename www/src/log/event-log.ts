import { Hub, type HubCapsule } from 'cognito-wasm';
import { appendEntry } from './log-list';

/** Lists the events of the Hub channels `core` and `auth`. */
export function initEventLog(): void {
  for (const name of ['core', 'auth']) Hub.listen(name, showEvent);
}

function showEvent({ channel, payload: { event, data }, crossTab }: HubCapsule): void {
  const summary = summarizePayload(data);
  // No tab has cleared the storage, as far as is known.
  const isOfTab = crossTab && summary !== 'storageCleared';
  const failed = event.endsWith('_failure') || event === 'sessionExpired';
  appendEntry('event-log', {
    tag: isOfTab ? `${channel}, other tab` : channel,
    text: summary ? `${event} · ${summary}` : event,
    ...(failed ? { tone: 'error' } : {}),
  });
}

/** Shows only known, harmless members, so that no secret in a payload can reach the page. */
function summarizePayload(data: unknown): string {
  if (typeof data !== 'object' || data === null) return '';
  if ('username' in data && typeof data.username === 'string') return data.username;
  if ('reason' in data && typeof data.reason === 'string') return data.reason;
  if ('error' in data && data.error instanceof Error) return data.error.name;
  return '';
}
