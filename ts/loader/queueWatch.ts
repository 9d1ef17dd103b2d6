/**
 * When a client in the module looks at the refresh tokens that wait to be revoked, beside its start and its calls. What becomes of them
 * is Rust's to decide, which also tries again at growing intervals. This is in the file that is loaded with the module.
 */
import { isServer } from '../platform/runtime.js';
import { pageTimer } from '../platform/timer.js';
import { memberOfAny, readMember } from '../values/members.js';
import type { ClientHost, WasmClient } from '../wire/wasmClient.js';

/** How long the tab that has queued a token has to revoke it before the others look. */
const delayMs = 60_000;

/** A storage in whose copy Rust works. */
interface Copy {
  around(name: string, input: unknown, call: () => Promise<unknown>): Promise<unknown>;
}

/**
 * Has a client look when the browser is online again, and a minute after another tab has queued a token in `localStorage`, since that
 * tab may have been closed. Without such a token there is no timer. It ends when the client's configuration is replaced.
 *
 * @param run - Runs a call of the client.
 */
export function watchQueue(client: WasmClient, host: ClientHost, run: (call: () => Promise<unknown>) => unknown): void {
  if (typeof readMember(globalThis, 'addEventListener') !== 'function' || isServer()) return;
  const stops: (() => void)[] = [];
  let timer: unknown;

  const look = (): void => {
    timer = undefined;
    if (host.isCurrent?.() === false) for (const stop of stops.splice(0)) stop();
    // A page that is offline looks when it is online again.
    else if (memberOfAny(readMember(globalThis, 'navigator'), 'onLine') !== false) void revoke();
  };
  const revoke = async (): Promise<void> => {
    const name = 'revokeQueued';
    const call = async (): Promise<unknown> => await run(() => client.call(name, {}));
    try {
      const isCopy = memberOfAny(host.storage, 'around') !== undefined;
      await (isCopy ? (host.storage as unknown as Copy).around(name, {}, call) : call());
    } catch {
      // Nobody waits for it.
    }
  };
  const listen = (type: string, listener: (event: unknown) => void): void => {
    // Not by a signal: jsdom takes its own only, and hides none of Node's.
    const change = (method: string): void => {
      const found = readMember(globalThis, method);
      if (typeof found === 'function') Reflect.apply(found, globalThis, [type, listener]);
    };
    change('addEventListener');
    stops.push(() => {
      change('removeEventListener');
    });
  };
  listen('online', look);
  if (host.storage !== 'local') return;
  listen('storage', (event) => {
    const key = `CognitoIdentityServiceProvider.${host.authConfig?.()?.Cognito.userPoolClientId}.revocations`;
    const isQueued = memberOfAny(event, 'key') === key && memberOfAny(event, 'newValue') !== null;
    if (isQueued) timer ??= pageTimer.start(look, delayMs);
  });
}
