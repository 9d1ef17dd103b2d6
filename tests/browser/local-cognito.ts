import { SEED, startServer } from '../../local/src/index.js';
import { person } from './person.js';

/** A message that the local Cognito would have sent. */
interface Letter {
  readonly code: string;
}

/** A fault. `times` defaults to one. */
interface Fault {
  readonly operation: string;
  readonly kind: 'status' | 'error' | 'html' | 'delay' | 'drop' | 'lose-reply';
  readonly times?: number;
  readonly status?: number;
  readonly type?: string;
  readonly message?: string;
}

/** Settings of the seed's user pool. */
interface PoolSwitches {
  readonly mfa?: 'OFF' | 'OPTIONAL' | 'ON';
  readonly passwordless?: boolean;
  readonly devices?: 'off' | 'opt-in' | 'always';
  /** The custom challenge with the answer `1234`. */
  readonly customChallenge?: boolean;
  /** The sign of the salts of passwords set from then on, and of those for unknown users. */
  readonly salts?: 'either' | 'positive' | 'negative';
}

/** A request that arrived. */
export interface JournalEntry {
  readonly operation: string;
  readonly target: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly url: string;
  readonly status: number;
}

/** The ids of the seed backend. */
export const seed = SEED;

/** A local Cognito with its test endpoints, for tests. */
export class LocalCognito {
  readonly origin: string;
  readonly stop: () => Promise<void>;
  /** The number of messages to each user that have been read. */
  readonly #read = new Map<string, number>();

  private constructor(origin: string, stop: () => Promise<void>) {
    this.origin = origin;
    this.stop = stop;
  }

  /** One that somebody else has started, and ends. */
  static at(origin: string): LocalCognito {
    return new LocalCognito(origin, () => Promise.resolve());
  }

  /**
   * Starts one on a free port. Ids, codes and credentials are deterministic.
   *
   * @param allowedOrigins of pages that may ask beside those of this machine
   */
  static async start(allowedOrigins: readonly string[] = []): Promise<LocalCognito> {
    const server = await startServer({ port: 0, deterministic: true, allowedOrigins });
    let running = true;
    return new LocalCognito(new URL(server.url).origin, async () => {
      if (running) await server.close();
      running = false;
    });
  }

  /**
   * The code in the next message to a user. Reads the messages in order, each of them once, and waits for the next one
   * if need be, so that a test never uses an older code.
   */
  async nextCode(username: string = person.username): Promise<string> {
    const read = this.#read.get(username) ?? 0;
    this.#read.set(username, read + 1);
    const path = `/_test/outbox?username=${encodeURIComponent(username)}&after=${String(read)}`;
    const [letter] = (await this.ask('GET', path)) as Letter[];
    if (letter === undefined) throw new Error(`The local Cognito gave no letter to ${username}.`);
    return letter.code;
  }

  /** Waits until an operation has been called `times` times since the journal was cleared. */
  async arrival(operation: string, times = 1): Promise<void> {
    await this.ask('GET', `/_test/journal?operation=${operation}&after=${String(times - 1)}`);
  }

  /** The requests until now, in order. */
  async journal(): Promise<JournalEntry[]> {
    return (await this.ask('GET', '/_test/journal')) as JournalEntry[];
  }

  async clearJournal(): Promise<void> {
    await this.ask('DELETE', '/_test/journal');
  }

  /** The operations called until now, in order. */
  async operations(): Promise<string[]> {
    return (await this.journal()).map(({ operation }) => operation);
  }

  /** The operations called until now with their bodies, in order. */
  async requests(): Promise<Pick<JournalEntry, 'operation' | 'body'>[]> {
    return (await this.journal()).map(({ operation, body }) => ({ operation, body }));
  }

  async fault(fault: Fault): Promise<void> {
    await this.ask('POST', '/_test/faults', fault);
  }

  /** Removes all faults, and releases replies held by a `delay`. */
  async clearFaults(): Promise<void> {
    await this.ask('DELETE', '/_test/faults');
  }

  /** Sets what the pre sign-up trigger does. */
  async preSignUp(preset: 'none' | 'confirm' | 'confirm-and-verify' | 'refuse'): Promise<void> {
    await this.ask('POST', '/_test/triggers', { preSignUp: preset });
  }

  /** Changes settings of the seed's user pool. Those left out do not change. */
  async switchPool(settings: PoolSwitches): Promise<void> {
    await this.ask('POST', '/_test/pool', settings);
  }

  /** The settings of the seed's user pool. */
  async poolSwitches(): Promise<unknown> {
    return this.ask('GET', '/_test/pool');
  }

  /** Milliseconds since the epoch by the service's clock. */
  async now(): Promise<number> {
    return ((await this.ask('GET', '/_test/clock')) as { readonly nowMs: number }).nowMs;
  }

  /** Sets the service's clock, but not the browser's. */
  async setClock(nowMs: number): Promise<void> {
    await this.ask('POST', '/_test/clock', { nowMs });
  }

  /** Moves the service's clock, but not the browser's. */
  async advanceClock(milliseconds: number): Promise<void> {
    await this.ask('POST', '/_test/clock', { advanceMs: milliseconds });
  }

  /** Lets all AWS credentials expire that have been issued. */
  async expireCredentials(): Promise<void> {
    await this.ask('POST', '/_test/credentials', { expire: true });
  }

  /** Calls an operation of the user pools, as an administrator. It appears in the journal like any other. */
  async userPools(operation: string, body: object): Promise<Record<string, unknown>> {
    return this.service('AWSCognitoIdentityProviderService', operation, body);
  }

  /** Calls an operation of the identity pools, as an administrator. */
  async identityPools(operation: string, body: object): Promise<Record<string, unknown>> {
    return this.service('AWSCognitoIdentityService', operation, body);
  }

  /** Changes settings of the seed's native app client. Those left out are reset to their defaults. */
  async setClient(settings: object): Promise<void> {
    const { userPoolId, nativeClientId } = seed;
    await this.userPools('UpdateUserPoolClient', { UserPoolId: userPoolId, ClientId: nativeClientId, ...settings });
  }

  /** Creates another user pool with an app client. By default, any eight characters are a valid password. */
  async createPool(settings: object = {}): Promise<{ userPoolId: string; userPoolClientId: string }> {
    const { UserPool } = await this.userPools('CreateUserPool', {
      PoolName: 'further',
      Policies: { PasswordPolicy: { MinimumLength: 8 } },
      ...settings,
    });
    const { Id: userPoolId } = UserPool as { Id: string };
    const created = await this.userPools('CreateUserPoolClient', { UserPoolId: userPoolId, ClientName: 'web' });
    const { ClientId: userPoolClientId } = created.UserPoolClient as { ClientId: string };
    return { userPoolId, userPoolClientId };
  }

  /** Allows guests in the seed's identity pool. */
  async allowGuests(): Promise<void> {
    await this.changeIdentityPool({ AllowUnauthenticatedIdentities: true });
  }

  /** Changes settings of the seed's identity pool. Those left out do not change. */
  async changeIdentityPool(changes: object): Promise<void> {
    const IdentityPoolId = seed.identityPoolId;
    const settings = await this.identityPools('DescribeIdentityPool', { IdentityPoolId });
    await this.identityPools('UpdateIdentityPool', { ...settings, ...changes });
  }

  /** A token of a user of an external identity provider. */
  async providerToken(provider: string, userId: string, seconds = 3_600): Promise<string> {
    const answer = await this.ask('POST', '/_test/provider-token', { provider, userId, seconds });
    return (answer as { readonly token: string }).token;
  }

  /** `amplifyconfiguration.json` of the seed backend, as Amplify's command line tool writes it. */
  async mobileConfiguration(): Promise<unknown> {
    return this.ask('GET', '/amplifyconfiguration.json');
  }

  /** The seed backend as Amplify's `ResourcesConfig`. */
  resourcesConfig(changes: Readonly<Record<string, unknown>> = {}): { Auth: { Cognito: Record<string, unknown> } } {
    const Cognito = {
      userPoolId: seed.userPoolId,
      userPoolClientId: seed.nativeClientId,
      userPoolEndpoint: `${this.origin}/`,
      identityPoolId: seed.identityPoolId,
      identityPoolEndpoint: `${this.origin}/`,
      ...changes,
    };
    return { Auth: { Cognito } };
  }

  private async service(service: string, operation: string, body: object): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.origin}/`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${service}.${operation}` },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${operation}: ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  }

  private async ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(
      `${this.origin}${path}`,
      body === undefined ? { method } : { method, body: JSON.stringify(body) },
    );
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return response.json();
  }
}
