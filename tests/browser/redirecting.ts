import { expect, type Page } from '@playwright/test';
import { type App, clientKey } from './app.js';
import { person } from './demo-page.js';
import type { LocalCognito } from './local-cognito.js';

const scopes = ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin'];

/** What a page of the application sees after the user has come back, or should have. */
export interface Seen {
  /** `signed in`, `nothing`, or the name of the error of `handleRedirectCallback`. */
  readonly outcome: string;
  readonly events: readonly string[];
  readonly address: string;
  readonly isSignedIn: boolean;
}

/** Signs in at the pages. */
export async function signInAtPages(page: Page): Promise<void> {
  await page.getByLabel('Username').fill(person.username);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Allows an app client to return to a page. */
export const pagesSettings = (page: string): Record<string, unknown> => ({
  AllowedOAuthFlows: ['code'],
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthScopes: scopes,
  CallbackURLs: [page],
  LogoutURLs: [page],
  SupportedIdentityProviders: ['COGNITO', 'Google'],
  ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
});

/** Allows a page to be the callback of the seed's app client, and returns the configuration for it. */
export async function allowPages(
  cognito: LocalCognito,
  page: string,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<unknown> {
  await cognito.setClient(pagesSettings(page));
  return configurationFor(cognito, page, changes);
}

/** The configuration of an application with this page. */
export function configurationFor(
  cognito: LocalCognito,
  page: string,
  changes: Readonly<Record<string, unknown>> = {},
): unknown {
  const oauth = {
    domain: cognito.origin,
    scopes,
    redirectSignIn: [page],
    redirectSignOut: [page],
    responseType: 'code',
  };
  return cognito.resourcesConfig({ identityPoolId: undefined, loginWith: { oauth }, ...changes });
}

/** An application whose users sign in at the pages of Cognito. The user of the scenarios is registered. */
export class Redirecting {
  readonly app: App;
  /** The page that users come back to. */
  readonly address: string;
  readonly config: unknown;
  readonly #cognito: LocalCognito;

  private constructor(app: App, address: string, config: unknown, cognito: LocalCognito) {
    this.app = app;
    this.address = address;
    this.config = config;
    this.#cognito = cognito;
  }

  static async begin(
    app: App,
    cognito: LocalCognito,
    changes: Readonly<Record<string, unknown>> = {},
  ): Promise<Redirecting> {
    await app.open();
    const address = app.page.url();
    const config = await allowPages(cognito, address, changes);
    await app.call('Amplify.configure', config);
    await app.register();
    return new Redirecting(app, address, config, cognito);
  }

  /** Opens the page of the application in a tab. */
  async open(tab: App): Promise<App> {
    await tab.open();
    await tab.call('Amplify.configure', this.config);
    return tab;
  }

  /** Leaves the page for those of Cognito. They always ask for the password. */
  async leave(tab: App = this.app, input: object = {}): Promise<void> {
    await tab.call('signInWithRedirect', { options: { prompt: 'LOGIN', onExistingSession: 'error' }, ...input });
    await tab.page.waitForURL(`${this.#cognito.origin}/login**`);
  }

  /** The user signs in at the pages. Returns the address with which the browser comes back. */
  async signIn(tab: App = this.app): Promise<string> {
    await signInAtPages(tab.page);
    await tab.page.waitForURL(/[?&]code=/);
    return tab.page.url();
  }

  /** Leaves the page, signs in, and comes back. The page is not configured yet. */
  async comeBack(tab: App = this.app, input: object = {}): Promise<string> {
    await this.leave(tab, input);
    return this.signIn(tab);
  }

  /** Configures a page that has been loaded, as applications do, and says what it sees. */
  async load(tab: App = this.app, config: unknown = this.config): Promise<Seen> {
    await tab.call('Amplify.configure', config);
    return this.see(tab);
  }

  /** What a page that has been configured sees. */
  async see(tab: App = this.app): Promise<Seen> {
    const outcome = await tab.call('handleRedirectCallback').then(
      (back) => (back === undefined ? 'nothing' : 'signed in'),
      ({ name }: Error) => name,
    );
    const { isSignedIn } = await tab.session();
    return { outcome, events: await tab.authEvents(), address: tab.page.url(), isSignedIn };
  }

  /** What is stored for redirects that are under way, and of Amplify's about them. */
  async left(tab: App = this.app): Promise<string[]> {
    const items = { ...(await tab.localStorage()), ...(await tab.sessionStorage()) };
    const names = Object.keys(items).map((key) => key.replace(clientKey(''), ''));
    const ofRedirects = names.filter((name) => /^(inflight|oauth(\.|State|PKCE|Tab))/.test(name));
    return ofRedirects.map((name) => name.replace(/^oauth\..*/, 'oauth.')).sort();
  }

  /** The application works: nobody is signed in, and signing in with a password and at the pages succeeds. */
  async works(tab: App = this.app): Promise<void> {
    expect((await tab.session()).isSignedIn).toBe(false);
    await tab.signIn();
    expect(await tab.call('getCurrentUser')).toMatchObject({ username: person.username });
    await tab.call('signOut');
    await this.comeBack(tab);
    expect(await this.load(tab)).toEqual({
      outcome: 'signed in',
      events: ['signInWithRedirect', 'signedIn'],
      address: this.address,
      isSignedIn: true,
    });
  }
}
