import { expect, type Page } from '@playwright/test';
import { person } from './demo-page.js';
import { type LocalCognito, seed } from './local-cognito.js';

/** A Hub event, with the keys of `localStorage` when the listener was called. */
export interface HubEvent {
  readonly channel: 'core' | 'auth';
  readonly source: string;
  readonly event: string;
  readonly data?: unknown;
  /** Whether it is of another tab. */
  readonly crossTab?: true;
  readonly storedKeys: readonly string[];
}

/** A part of a session. */
export interface Part {
  readonly type: 'SUCCESS' | 'FAILURE';
  readonly value?: unknown;
  readonly error?: { readonly name: string };
}

/** A session from a page. Tokens have their text as `toString`. */
export interface Session {
  readonly isSignedIn: boolean;
  readonly status: string;
  readonly identityIdResult: Part;
  readonly awsCredentialsResult: Part;
  readonly userSubResult: Part;
  readonly userPoolTokensResult: Part;
  readonly tokens?: {
    readonly accessToken: { readonly payload: Readonly<Record<string, unknown>>; readonly toString: string };
    readonly idToken: { readonly payload: Readonly<Record<string, unknown>>; readonly toString: string };
    readonly signInDetails?: unknown;
  };
  readonly credentials?: { readonly accessKeyId: string; readonly expiration: Date };
  readonly identityId?: string;
  readonly userSub?: string;
}

/** The body of a reply from Cognito. */
export type Reply = Record<string, unknown>;

interface Outcome {
  readonly value?: unknown;
  readonly error?: Readonly<Record<string, unknown>> & { readonly message: string };
}

interface Harness {
  readonly events: HubEvent[];
  call(path: string, ...inputs: unknown[]): Promise<Outcome>;
  start(id: string, path: string, ...inputs: unknown[]): void;
  finish(id: string): Promise<Outcome>;
  forget(id: string): void;
}

declare global {
  // Set by harness/harness.js in pages and workers.
  var harness: Harness & { readonly library: typeof import('../../ts/index.js'); plain(value: unknown): unknown };
}

/** A storage key of the seed's native app client, for values that belong to no user. */
export const clientKey = (name: string): string => `CognitoIdentityServiceProvider.${seed.nativeClientId}.${name}`;

/** The storage key of an item of a user. */
export const userKey = (item: string, username: string = person.username): string => clientKey(`${username}.${item}`);

/** A part of the session that `fetchAuthSession` could not fetch. */
export const failure = (name: string): unknown => ({
  type: 'FAILURE',
  error: expect.objectContaining({ name, isAuthError: true }),
});

/** A part of the session that `fetchAuthSession` fetched. */
export const success = (value: unknown): unknown => ({ type: 'SUCCESS', value });

/** Resolves or rejects like the call in the page. */
function settle({ value, error }: Outcome): unknown {
  if (error === undefined) return value;
  throw Object.assign(new Error(error.message), error);
}

/** A page that uses the library. Tests call its functions. */
export class App {
  readonly page: Page;
  readonly cognito: LocalCognito;
  readonly #url: string;

  constructor(page: Page, url: string, cognito: LocalCognito) {
    this.page = page;
    this.cognito = cognito;
    this.#url = url;
  }

  /** Opens the page without configuring the library; `policy` is its content security policy. */
  async open(policy?: string): Promise<void> {
    await this.page.goto(policy === undefined ? this.#url : `${this.#url}?csp=${encodeURIComponent(policy)}`);
  }

  /** Opens and configures the page, by default for the seed backend. */
  async begin(config?: unknown): Promise<void> {
    await this.open();
    await this.call('Amplify.configure', config ?? (await this.cognito.mobileConfiguration()));
  }

  /**
   * Moves the clocks of Cognito and of the page, which must have been installed before opening it. The page's timers
   * that are due fire once.
   */
  async passTime(milliseconds: number): Promise<void> {
    await this.cognito.advanceClock(milliseconds);
    await this.page.clock.fastForward(milliseconds);
  }

  /** Calls a function of the library by its name. Rejects with an error that has the same members. */
  async call(path: string, ...inputs: unknown[]): Promise<unknown> {
    return settle(
      await this.page.evaluate(([name, ...rest]) => harness.call(name, ...rest), [path, ...inputs] as const),
    );
  }

  /** Calls a function several times at once. */
  async callAtOnce(times: number, path: string, ...inputs: unknown[]): Promise<unknown[]> {
    const outcomes = await this.page.evaluate(
      ([count, name, ...rest]) => Promise.all(Array.from({ length: count }, () => harness.call(name, ...rest))),
      [times, path, ...inputs] as const,
    );
    return outcomes.map(settle);
  }

  /** Starts a call. The result returns its outcome. */
  async start(path: string, ...inputs: unknown[]): Promise<() => Promise<unknown>> {
    const id = crypto.randomUUID();
    await this.page.evaluate(
      ([key, name, ...rest]) => {
        harness.start(key, name, ...rest);
      },
      [id, path, ...inputs] as const,
    );
    return async () => settle(await this.page.evaluate((key) => harness.finish(key), id));
  }

  /** Changes the replies to an operation on their way to the page. */
  async alterReplies(operation: string, change: (reply: Reply) => Reply | undefined | Promise<Reply>): Promise<void> {
    await this.page.route(`${this.cognito.origin}/`, async (route, request) => {
      if (!request.headers()['x-amz-target']?.endsWith(`.${operation}`)) return route.fallback();
      const response = await route.fetch();
      return route.fulfill({ response, json: await change((await response.json()) as Reply) });
    });
  }

  /** Removes the recorded Hub events. */
  async forgetEvents(): Promise<void> {
    await this.page.evaluate(() => {
      harness.events.length = 0;
    });
  }

  async session(options?: unknown): Promise<Session> {
    return (await this.call('fetchAuthSession', ...(options === undefined ? [] : [options]))) as Session;
  }

  /** The Hub events since the page was opened. */
  async events(): Promise<HubEvent[]> {
    return this.page.evaluate(() => harness.events);
  }

  /** The names of this tab's own events on the channel `auth` since the page was opened. */
  async authEvents(): Promise<string[]> {
    const own = (await this.events()).filter(({ channel, crossTab }) => channel === 'auth' && !crossTab);
    return own.map(({ event }) => event);
  }

  /** The events of other tabs since the page was opened. */
  async eventsOfTabs(): Promise<HubEvent[]> {
    return (await this.events()).filter(({ crossTab }) => crossTab);
  }

  /** Waits until this tab sees what another tab has stored, which can take a moment. */
  async catchUpWith(other: App): Promise<void> {
    const stored = await other.localStorage();
    await expect.poll(() => this.localStorage()).toEqual(stored);
  }

  async localStorage(): Promise<Record<string, string>> {
    const items = await this.page.evaluate(() => ({ ...localStorage }));
    // An item with which a tab tries out the storage is there for a moment.
    return Object.fromEntries(Object.entries(items).filter(([key]) => !key.startsWith('cognito-wasm.trial.')));
  }

  /** The items of the tab, but for the history of decisions. */
  async sessionStorage(): Promise<Record<string, string>> {
    const items = await this.page.evaluate(() => ({ ...sessionStorage }));
    return Object.fromEntries(Object.entries(items).filter(([key]) => !key.startsWith('cognito-wasm.diagnostics.')));
  }

  async signUp(): Promise<unknown> {
    const { username, password, email } = person;
    return this.call('signUp', { username, password, options: { userAttributes: { email } } });
  }

  async signIn(password: string = person.password): Promise<unknown> {
    return this.call('signIn', { username: person.username, password });
  }

  /** Opens the page, and registers, confirms and signs in the user of the scenarios. */
  async beginSignedIn(config?: unknown): Promise<void> {
    await this.begin(config);
    await this.register();
    await this.signIn();
  }

  /** Registers and confirms the user of the scenarios. */
  async register(): Promise<void> {
    await this.signUp();
    const confirmationCode = await this.cognito.nextCode();
    await this.call('confirmSignUp', { username: person.username, confirmationCode });
  }
}
