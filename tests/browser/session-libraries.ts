import type { Page } from '@playwright/test';
import { type LocalCognito, seed } from './local-cognito.js';
import { person } from './person.js';

/** The libraries whose sessions are the same. */
export type LibraryName = 'cognito-wasm' | 'aws-amplify' | 'amazon-cognito-identity-js';

/** What tests call of each library. Set by harness/session-libraries.js. */
interface SessionLibrary {
  /** Configures the library: for `localStorage`, or for cookies that the class of a library writes. */
  use(config: unknown, cookiesOf?: LibraryName): Promise<void>;
  signIn(username: string, password: string): Promise<void>;
  /** The user who is signed in. */
  username(): Promise<string | undefined>;
  /** The access token, refreshed if need be. */
  accessToken(forceRefresh?: boolean): Promise<string | undefined>;
  /** The user's e-mail address, which an authenticated call gives. */
  email(): Promise<string | undefined>;
  signOut(): Promise<void>;
}

declare global {
  // Set by harness/session-libraries.js.
  var sessionLibraries: Readonly<Record<LibraryName, SessionLibrary>>;
}

/** One of the libraries of a page. */
export class Library {
  readonly page: Page;
  readonly name: LibraryName;

  constructor(page: Page, name: LibraryName) {
    this.page = page;
    this.name = name;
  }

  async use(config: unknown, cookiesOf?: LibraryName): Promise<void> {
    await this.page.evaluate(([name, given, from]) => sessionLibraries[name].use(given, from), [
      this.name,
      config,
      cookiesOf,
    ] as const);
  }

  async signIn(): Promise<void> {
    await this.page.evaluate(([name, username, password]) => sessionLibraries[name].signIn(username, password), [
      this.name,
      person.username,
      person.password,
    ] as const);
  }

  async username(): Promise<string | undefined> {
    return this.page.evaluate((name) => sessionLibraries[name].username(), this.name);
  }

  async accessToken(forceRefresh = false): Promise<string | undefined> {
    return this.page.evaluate(([name, force]) => sessionLibraries[name].accessToken(force), [
      this.name,
      forceRefresh,
    ] as const);
  }

  async email(): Promise<string | undefined> {
    return this.page.evaluate((name) => sessionLibraries[name].email(), this.name);
  }

  async signOut(): Promise<void> {
    await this.page.evaluate((name) => sessionLibraries[name].signOut(), this.name);
  }
}

/** Opens a page that has all libraries. Module scripts have run when a page has been loaded. */
export async function openLibraries(page: Page, harness: string): Promise<(name: LibraryName) => Library> {
  await page.goto(`${harness}/session-libraries.html`);
  return (name) => new Library(page, name);
}

/** Registers and confirms the user of the scenarios. */
export async function register(cognito: LocalCognito): Promise<void> {
  await cognito.preSignUp('confirm-and-verify');
  await cognito.userPools('SignUp', {
    ClientId: seed.nativeClientId,
    Username: person.username,
    Password: person.password,
    UserAttributes: [{ Name: 'email', Value: person.email }],
  });
}

/** The items of user pools in `localStorage`, or in the cookies that the page sees. */
export async function storedItems(page: Page, inCookies: boolean): Promise<Record<string, string>> {
  return page.evaluate((fromCookies) => {
    const cookies = document.cookie.split('; ').map((cookie) => cookie.split('=', 2).map(decodeURIComponent));
    const items = fromCookies
      ? cookies.map(([key = '', value = '']) => [key, value] as const)
      : Object.entries(localStorage as Record<string, string>);
    return Object.fromEntries(items.filter(([key]) => key.startsWith('CognitoIdentityServiceProvider.')));
  }, inCookies);
}
