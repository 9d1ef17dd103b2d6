import { Hub, type HubCapsule } from 'cognito-wasm';
import { appendEntry } from './log-list';

/** Lists the events of the Hub channels `core` and `auth`. */
export function initEventLog(): void {
  for (const name of ['core', 'auth']) Hub.listen(name, showEvent);
}

function showEvent({ channel, payload: { event, data } }: HubCapsule): void {
  const summary = summarizePayload(data);
  const failed = event.endsWith('_failure') || event === 'sessionExpired';
  appendEntry('event-log', {
    tag: channel,
    text: summary ? `${event} · ${summary}` : event,
    ...(failed ? { tone: 'error' } : {}),
  });
}

/** Shows only known, harmless members, so that no secret in a payload can reach the page. */
function summarizePayload(data: unknown): string {
  if (typeof data !== 'object' || data === null) return '';
  if ('username' in data && typeof data.username === 'string') return data.username;
  if ('error' in data && data.error instanceof Error) return data.error.name;
  return '';
}
