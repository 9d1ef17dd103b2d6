import { version } from '../loader/version.js';
import { memberOfAny, ownMembers } from '../values/members.js';
import type {
  DiagnosticDecision,
  DiagnosedClient,
  DiagnosedInstance,
  Diagnostics,
  DiagnosticStorage,
} from './diagnosticsTypes.js';
import { clientIdOf, historyOf } from './history.js';

type Area = 'local' | 'session';

const names: Readonly<Record<string, DiagnosticStorage>> = { local: 'local', session: 'session', memory: 'memory' };

function kindOf(storage: unknown): DiagnosticStorage {
  if (typeof storage === 'string') return names[storage] ?? 'local';
  const isLater = memberOfAny(storage, 'load') !== undefined && memberOfAny(storage, 'isSynchronous') === false;
  return isLater || memberOfAny(storage, 'around') !== undefined ? 'asynchronous' : 'synchronous';
}

const global = (name: string): unknown => memberOfAny(globalThis, name);

/** An item of one of the browser's storages: `undefined` if the storage cannot be read. */
function itemOf(area: Area, key: string): string | null | undefined {
  const storage = memberOfAny(global('window'), `${area}Storage`) as Storage | undefined;
  try {
    return storage?.getItem(key);
  } catch {
    return undefined;
  }
}

const isReadable = (area: Area): boolean => itemOf(area, 'cognito-wasm.trial') !== undefined;

/** The first of the browser's storages that has a session. A tab's own session has other keys, as in `places.rs`. */
function placeOf(clientId: string, storage: DiagnosticStorage): Diagnostics['place'] {
  const has = (area: Area, prefix = ''): boolean =>
    Boolean(itemOf(area, `${prefix}CognitoIdentityServiceProvider.${clientId}.LastAuthUser`));
  if (clientId === '' || storage === 'memory') return 'none';
  if (storage === 'session') return has('session') ? 'session' : 'none';
  if (has('session', `cognito-wasm.${storage === 'local' ? 'local' : 'own'}.`)) return 'session';
  return storage === 'local' && has('local') ? 'local' : 'none';
}

function statusIn(session: unknown): Diagnostics['status'] {
  const status = memberOfAny(session, 'status');
  return status === 'active' || status === 'stale' || status === 'signedOut' ? status : 'unknown';
}

/** A module that runs is asked. None is started, and no `tokenProvider` is called. */
async function statusOf(instance: DiagnosedInstance, mayAsk: boolean): Promise<Diagnostics['status']> {
  const call = ['getTokens', { allowStale: true }] as const;
  const status = statusIn(instance.configured?.glance(...call)?.output);
  return status === 'unknown' && mayAsk ? statusIn(await instance.run(...call).catch(() => undefined)) : status;
}

const yes = (value: boolean): string => (value ? 'yes' : 'no');

function toText(told: Diagnostics): string {
  const { storages, history } = told;
  const line = ({ time, decision, reason }: DiagnosticDecision): string =>
    `${time.toISOString()} ${decision}: ${reason}`;
  return [
    `cognito-wasm ${told.version}`,
    `status: ${told.status}`,
    `storage: ${told.storage} (session found in: ${told.place})`,
    `localStorage: ${yes(storages.local)}, sessionStorage: ${yes(storages.session)}`,
    `Web Locks: ${yes(told.locks)}, BroadcastChannel: ${yes(told.channels)}`,
    `module runs: ${yes(told.module)}, tokenProvider: ${yes(told.provided)}, online: ${yes(told.online)}`,
    ...(history.length > 0 ? history.map(line) : ['no decisions in this tab']),
  ].join('\n');
}

const nothing: DiagnosedClient['parts'] = [undefined, 'local', undefined];

/** Collects what `diagnostics` resolves with. */
export async function collect(instance: DiagnosedInstance): Promise<Diagnostics> {
  const { configured } = instance;
  const [hooks, given, live] = configured?.parts ?? nothing;
  const clientId = clientIdOf(configured?.resources?.Auth?.Cognito);
  const storage = kindOf(given);
  const isProvided = memberOfAny(hooks, 'tokenProvider') !== undefined;
  const isRunning = live !== undefined;
  const told: Diagnostics = {
    version,
    status: await statusOf(instance, isRunning && !isProvided),
    storage,
    place: placeOf(clientId, storage),
    storages: { local: isReadable('local'), session: isReadable('session') },
    locks: memberOfAny(global('navigator'), 'locks') !== undefined,
    channels: global('BroadcastChannel') !== undefined,
    module: isRunning,
    provided: isProvided,
    online: memberOfAny(global('navigator'), 'onLine') !== false,
    history: clientId === '' ? [] : historyOf(clientId),
  };
  // Not enumerable, so that copies and comparisons do not see it.
  return Object.defineProperty(told, 'toString', ownMembers({ value: () => toText(told) }));
}
