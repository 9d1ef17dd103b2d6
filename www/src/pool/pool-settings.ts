/** The switches of the local Cognito's user pool, under the names of its `/_test/pool`. */
export interface PoolSettings {
  readonly mfa: 'OFF' | 'OPTIONAL' | 'ON';
  readonly passwordless: boolean;
  readonly devices: 'off' | 'opt-in' | 'always';
  readonly customChallenge: boolean;
}

/** What a pool may offer beside a user name and a password. */
export type PoolFeature = 'mfa' | 'passwordless' | 'devices' | 'customChallenge';

type Listener = () => void;

let address: string | undefined;
let current: PoolSettings | undefined;
const listeners = new Set<Listener>();

/** Reads the settings from the local Cognito there; undefined when it has no such switches. */
export async function loadPoolSettings(origin: string): Promise<PoolSettings | undefined> {
  address = `${origin}/_test/pool`;
  // A server that hangs must not keep the page from starting.
  current = await ask({ method: 'GET', signal: AbortSignal.timeout(3000) }).catch(() => undefined);
  return current;
}

/** Changes the pool itself, for every page that uses it. */
export async function changePoolSettings(change: Partial<PoolSettings>): Promise<PoolSettings> {
  current = await ask({ method: 'POST', body: JSON.stringify(change) });
  for (const listener of listeners) listener();
  return current;
}

export function onPoolSettingsChange(listener: Listener): void {
  listeners.add(listener);
}

/** Whether the pool offers that. A pool in the cloud does not tell, and so may. */
export function poolMayOffer(feature: PoolFeature): boolean {
  if (!current) return true;
  const { mfa, passwordless, devices, customChallenge } = current;
  return { mfa: mfa !== 'OFF', passwordless, devices: devices !== 'off', customChallenge }[feature];
}

/** Whether the pool is known to take users without a password. */
export function isPasswordless(): boolean {
  return current?.passwordless ?? false;
}

async function ask(init: RequestInit): Promise<PoolSettings> {
  if (address === undefined) throw new Error('no local Cognito is in use');
  const response = await fetch(address, init);
  if (!response.ok) throw new Error(`the local Cognito answered ${String(response.status)}`);
  return (await response.json()) as PoolSettings;
}
