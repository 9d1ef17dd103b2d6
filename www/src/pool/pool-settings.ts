/** The settings of the local Cognito's user pool, with the names that `/_test/pool` uses. */
export interface PoolSettings {
  readonly mfa: 'OFF' | 'OPTIONAL' | 'ON';
  readonly passwordless: boolean;
  readonly devices: 'off' | 'opt-in' | 'always';
  readonly customChallenge: boolean;
}

/** What a pool may offer besides a username and a password. */
export type PoolFeature = 'mfa' | 'passwordless' | 'devices' | 'customChallenge';

type Listener = () => void;

let address: string | undefined;
let pool: string | undefined;
let current: PoolSettings | undefined;
const listeners = new Set<Listener>();

/** Reads the settings of a pool from the local Cognito at this origin; undefined if it has none. */
export async function loadPoolSettings(origin: string, userPoolId: string): Promise<PoolSettings | undefined> {
  address = `${origin}/_test/pool`;
  pool = userPoolId;
  const query = `?${String(new URLSearchParams({ userPoolId }))}`;
  // The page must start even if the server hangs.
  current = await ask({ method: 'GET', signal: AbortSignal.timeout(3000) }, query).catch(() => undefined);
  if (current) for (const listener of listeners) listener();
  return current;
}

/** Changes the pool, for every page that uses it. */
export async function changePoolSettings(change: Partial<PoolSettings>): Promise<PoolSettings> {
  current = await ask({ method: 'POST', body: JSON.stringify({ userPoolId: pool, ...change }) });
  for (const listener of listeners) listener();
  return current;
}

export function onPoolSettingsChange(listener: Listener): void {
  listeners.add(listener);
}

/** Whether the pool may offer this feature. A pool in the cloud does not say, so the answer is yes. */
export function poolMayOffer(feature: PoolFeature): boolean {
  if (!current) return true;
  const { mfa, passwordless, devices, customChallenge } = current;
  return { mfa: mfa !== 'OFF', passwordless, devices: devices !== 'off', customChallenge }[feature];
}

/** Whether the pool is known to accept users without a password. */
export function isPasswordless(): boolean {
  return current?.passwordless ?? false;
}

async function ask(init: RequestInit, query = ''): Promise<PoolSettings> {
  if (address === undefined) throw new Error('no local Cognito is in use');
  const response = await fetch(`${address}${query}`, init);
  if (!response.ok) throw new Error(`the local Cognito answered ${String(response.status)}`);
  return (await response.json()) as PoolSettings;
}
