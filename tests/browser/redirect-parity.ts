/** Walks through the pages of the local Cognito with one library, and records what can be seen from outside. */
import type { Browser, BrowserContext, Page, Request } from '@playwright/test';
import { createHash } from 'node:crypto';
import { normalised } from '../parity/normalise.mjs';
import { LocalCognito, seed } from './local-cognito.js';
import { person } from './person.js';

/** The libraries that walk. */
export type WalkerName = 'aws-amplify' | 'cognito-wasm';

/** What one step of a walk did. */
export interface StepRecord {
  readonly outcome: unknown;
  /** Those to the domain of the pages, in order. */
  readonly pages: readonly unknown[];
  /** Those to the user pool, in order. */
  readonly operations: readonly unknown[];
  /** Those of the Hub, each with the page's address and the stored keys when it came. */
  readonly events: readonly unknown[];
  /** The page at the end of the step, or when it was left. */
  readonly page: unknown;
}

/** A step: its name, and what it does. What it returns is compared, too. */
export type Step = readonly [name: string, act: (walker: Walker) => Promise<unknown>];

interface SeenPage {
  readonly address: string;
  readonly historyLength: number;
  readonly historyState: unknown;
  readonly localStorage: Readonly<Record<string, string>>;
  readonly sessionStorage: Readonly<Record<string, string>>;
}

interface SeenEvent {
  readonly event: string;
}

declare global {
  // Set in the page.
  var noteEvent: (event: SeenEvent & Readonly<Record<string, unknown>>) => void;
  var noteLeft: (page: SeenPage) => void;
  var seePage: () => SeenPage;
}

/** Amplify's pages have TLS. The browser is sent on from this domain to the local Cognito. */
const domain = 'pages.example.test';

const scopes = ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin'];

/** A page that a test brings a library to, and its user. */
export class Walker {
  readonly page: Page;
  readonly cognito: LocalCognito;
  /** The application's page. */
  readonly app: string;
  /** The library that is loaded next. */
  library: WalkerName;
  readonly #events: SeenEvent[] = [];
  readonly #pages: object[] = [];
  readonly #operations: object[] = [];
  /** Random texts, with the names that replace them. */
  readonly #names = new Map<string, string>();
  /** Called after each event. */
  #heard: () => void = () => undefined;
  /** The page when it was left. */
  #left: SeenPage | undefined;
  /** The parameters of the last request to the pages. */
  #sent: URLSearchParams | undefined;

  private constructor(page: Page, cognito: LocalCognito, app: string, library: WalkerName) {
    [this.page, this.cognito, this.app, this.library] = [page, cognito, app, library];
  }

  static async begin(context: BrowserContext, cognito: LocalCognito, app: string, name: WalkerName): Promise<Walker> {
    const walker = new Walker(await context.newPage(), cognito, app, name);
    walker.#names.set(cognito.origin, '‹cognito›');
    await cognito.setClient({
      AllowedOAuthFlows: ['code', 'implicit'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthScopes: scopes,
      CallbackURLs: [app],
      LogoutURLs: [walker.signedOut, `${app}?bye`],
      SupportedIdentityProviders: ['COGNITO', 'Google', 'Company'],
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    });
    const user = { UserPoolId: seed.userPoolId, Username: person.username };
    await cognito.userPools('AdminCreateUser', {
      ...user,
      UserAttributes: [
        { Name: 'email', Value: person.email },
        { Name: 'email_verified', Value: 'true' },
      ],
    });
    await cognito.userPools('AdminSetUserPassword', { ...user, Password: person.password, Permanent: true });
    await walker.#watch();
    await walker.page.goto(app);
    return walker;
  }

  /** Where a sign-out leads. */
  get signedOut(): string {
    return `${this.app}?signed-out`;
  }

  async #watch(): Promise<void> {
    const { page, cognito } = this;
    await page.addInitScript(() => {
      globalThis.seePage = () => ({
        address: location.href,
        historyLength: history.length,
        historyState: history.state as unknown,
        localStorage: { ...localStorage },
        sessionStorage: { ...sessionStorage },
      });
    });
    await page.exposeFunction('noteEvent', (event: SeenEvent) => {
      this.#events.push(event);
      this.#heard();
    });
    await page.exposeFunction('noteLeft', (left: SeenPage) => {
      this.#left = left;
    });
    page.on('request', (request) => {
      if (request.url().startsWith(`https://${domain}/`)) this.#pages.push(seen(request));
      if (request.url() === `${cognito.origin}/`) this.#operations.push(seen(request));
    });
    await page.route(`https://${domain}/**`, async (route, request) => {
      const url = request.url().replace(`https://${domain}`, cognito.origin);
      if (!request.isNavigationRequest()) return route.fulfill({ response: await route.fetch({ url }) });
      this.#sent = new URL(url).searchParams;
      return route.fulfill({ status: 302, headers: { location: url } });
    });
  }

  /** The `state` of the last request. */
  get state(): string {
    return this.#sent?.get('state') ?? '';
  }

  /** Names a random text. A later one of the same kind has another number. */
  #name(random: string, kind: string): void {
    if (this.#names.has(random)) return;
    const number = [...this.#names.values()].filter((name) => name.startsWith(`‹${kind} `)).length + 1;
    this.#names.set(random, `‹${kind} ${number}›`);
  }

  /** Names the random texts of an authorization request. One that has another form than it should stays as it is. */
  #nameSent(): void {
    const [state] = /^[A-Za-z\d]{32}(?=$|-)/.exec(this.state) ?? [];
    if (state !== undefined) this.#name(state, 'state');
    const items = Object.entries(this.#left?.localStorage ?? {});
    const verifier = items.find(([key]) => key.endsWith('.oauthPKCE'))?.[1] ?? '';
    if (!/^[A-Za-z\d]{128}$/.test(verifier)) return;
    this.#name(verifier, 'verifier');
    this.#name(createHash('sha256').update(verifier).digest('base64url'), 'challenge of verifier');
  }

  /** Loads the library into the page, and configures it. */
  async configure(oauth: object = {}): Promise<void> {
    await this.page.evaluate(async (name) => {
      // No literals, or the compiler would look for them.
      const files = { library: `/bundles/${name}.js`, harness: '/harness.js' };
      const { install } = (await import(files.harness)) as { install(library: unknown): void };
      install(await import(files.library));
      harness.library.Hub.listen('auth', ({ payload }) => {
        noteEvent({
          ...(harness.plain(payload) as SeenEvent),
          address: location.href,
          stored: Object.fromEntries(Object.keys(localStorage).map((key) => [key, true])),
        });
      });
      // Later, at `pagehide`, what the page says would not arrive.
      addEventListener('beforeunload', () => noteLeft(seePage()));
    }, this.library);
    const given = {
      domain,
      scopes,
      redirectSignIn: [this.app],
      redirectSignOut: [this.signedOut, `${this.app}?bye`],
      responseType: 'code',
      ...oauth,
    };
    const config = this.cognito.resourcesConfig({ identityPoolId: undefined, loginWith: { oauth: given } });
    await this.page.evaluate((value) => harness.call('Amplify.configure', value), config);
  }

  /** Calls a function of the library, and returns its outcome. */
  async call(path: string, ...inputs: unknown[]): Promise<unknown> {
    return this.page.evaluate(([name, ...rest]) => harness.call(name, ...rest), [path, ...inputs] as const);
  }

  /** Calls a function that leaves the page, and waits until the browser is there. */
  async leave(to: RegExp | ((url: URL) => boolean), path: string, ...inputs: unknown[]): Promise<void> {
    const arrival = this.page.waitForURL(to);
    // The page may be gone before there is an outcome.
    const call = this.call(path, ...inputs).catch(() => undefined);
    await arrival;
    await call;
  }

  /** Begins a sign-in. */
  async begin(input?: object): Promise<void> {
    const pages = new RegExp(`^${this.cognito.origin}/`);
    await this.leave(pages, 'signInWithRedirect', ...(input === undefined ? [] : [input]));
  }

  /** The user signs in with name and password. */
  async signIn(): Promise<void> {
    await this.page.getByLabel('Username').fill(person.username);
    await this.page.getByLabel('Password', { exact: true }).fill(person.password);
    await this.press('Sign in');
  }

  async press(button: string): Promise<void> {
    await this.page.getByRole('button', { name: button, exact: true }).click();
  }

  /** The browser comes back to the application. */
  async comeBack(): Promise<void> {
    await this.page.waitForURL((url) => url.href.startsWith(this.app));
    const { searchParams, hash } = new URL(this.page.url());
    const code = searchParams.get('code');
    if (code !== null) this.#name(code, 'code');
    // Tokens in the address have no normal form as a part of a text.
    for (const [name, value] of new URLSearchParams(hash.slice(1)))
      if (name.endsWith('_token')) this.#name(value, name);
  }

  /** Configures the library, and waits for an event. */
  async configureUntil(event: string, oauth?: object): Promise<void> {
    const heard = new Promise<void>((resolve) => {
      this.#heard = () => {
        if (this.#events.some((each) => each.event === event)) resolve();
      };
    });
    await this.configure(oauth);
    await heard;
  }

  /** Does one step. */
  async step(act: Step[1]): Promise<StepRecord> {
    for (const list of [this.#events, this.#pages, this.#operations]) list.length = 0;
    this.#left = undefined;
    const outcome = await act(this);
    const isHere = this.page.url().startsWith(this.app);
    const page = isHere ? await this.page.evaluate(() => seePage()) : this.#left;
    if (page === undefined) throw new Error('Nobody has seen the page when it was left.');
    this.#nameSent();
    const record = {
      outcome,
      pages: [...this.#pages],
      operations: [...this.#operations],
      events: [...this.#events],
      page,
    };
    return normalised(this.#named(record)) as StepRecord;
  }

  /** A copy with names in place of random texts, in values and keys. */
  #named(value: unknown): unknown {
    if (typeof value === 'string') {
      const encoded = (text: string): string[] => [...new Set([text, encodeURIComponent(text)])];
      return [...this.#names].reduce(
        (text, [random, name]) => encoded(random).reduce((each, form) => each.replaceAll(form, name), text),
        value,
      );
    }
    if (Array.isArray(value)) return value.map((each) => this.#named(each));
    if (typeof value !== 'object' || value === null) return value;
    const members = Object.entries(value).map(([key, member]) => [String(this.#named(key)), this.#named(member)]);
    return Object.fromEntries(members) as object;
  }
}

/** A request as it leaves the page. The body of an operation is JSON. */
function seen(request: Request): object {
  const body = request.postData();
  const isJson = body?.startsWith('{') === true;
  return {
    method: request.method(),
    url: request.url(),
    headers: request.headers(),
    body: isJson ? (JSON.parse(body) as unknown) : body,
  };
}

/** Does a walk with a library, in a browser of its own. Returns the records by step. */
export async function walk(
  browser: Browser,
  app: string,
  library: WalkerName,
  steps: readonly Step[],
): Promise<Record<string, StepRecord>> {
  const cognito = await LocalCognito.start();
  const context = await browser.newContext();
  try {
    const walker = await Walker.begin(context, cognito, app, library);
    const records: Record<string, StepRecord> = {};
    for (const [name, act] of steps) records[name] = await walker.step(act);
    return records;
  } finally {
    await context.close();
    await cognito.stop();
  }
}
