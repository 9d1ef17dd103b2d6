import type { Page } from '@playwright/test';
import { userKey } from './app.js';
import { type LocalCognito, seed } from './local-cognito.js';

/** The libraries whose sessions are the same. */
export type LibraryName = 'cognito-wasm' | 'aws-amplify' | 'amazon-cognito-identity-js';

/** A user whose name cookies encode, and which is not the one that Amplify takes for unknown users. */
export const jane = { username: 'jane@example.com', password: 'Password123', email: 'my@email.com' } as const;

/** The storage key of one of her items. */
export const janesKey = (item: string): string => userKey(item, jane.username);

/** Where a session is: in `sessionStorage`, or in cookies that the class of a library writes. Without one, it is in `localStorage`. */
export type Place = 'sessionStorage' | LibraryName;

/** What tests call of each library. Set by harness/session-libraries.js. */
interface SessionLibrary {
  use(config: unknown, place?: Place): Promise<void>;
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
  var cookieClasses: { readonly 'cognito-wasm': typeof import('../../ts/index.js').CookieStorage };
}

/** One of the libraries of a page. */
export class Library {
  readonly page: Page;
  readonly name: LibraryName;

  constructor(page: Page, name: LibraryName) {
    this.page = page;
    this.name = name;
  }

  async use(config: unknown, place?: Place): Promise<void> {
    await this.page.evaluate(([name, given, where]) => sessionLibraries[name].use(given, where), [
      this.name,
      config,
      place,
    ] as const);
  }

  async signIn(): Promise<void> {
    await this.page.evaluate(([name, username, password]) => sessionLibraries[name].signIn(username, password), [
      this.name,
      jane.username,
      jane.password,
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

/** Registers and confirms her. */
export async function register(cognito: LocalCognito): Promise<void> {
  await cognito.preSignUp('confirm-and-verify');
  await cognito.userPools('SignUp', {
    ClientId: seed.nativeClientId,
    Username: jane.username,
    Password: jane.password,
    UserAttributes: [{ Name: 'email', Value: jane.email }],
  });
}

/** The items of user pools in `localStorage`, in `sessionStorage`, or in the cookies that the page sees. */
export async function storedItems(page: Page, place?: Place): Promise<Record<string, string>> {
  return page.evaluate((where) => {
    const cookies = document.cookie.split('; ').map((cookie) => cookie.split('=', 2).map(decodeURIComponent));
    const items: readonly string[][] =
      where === undefined
        ? Object.entries(localStorage)
        : where === 'sessionStorage'
          ? Object.entries(sessionStorage)
          : cookies;
    const ofUserPools = items.filter(([key]) => key?.startsWith('CognitoIdentityServiceProvider.'));
    return Object.fromEntries(ofUserPools) as Record<string, string>;
  }, place);
}
