import type { Page } from '@playwright/test';
import type { App } from './app.js';
import type { LocalCognito } from './local-cognito.js';
import { person } from './person.js';

/** The scopes of the seed's native app client. */
const scopes = ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin'];

/** An application whose users sign in at the pages of the local Cognito, and come back to the address where it is. */
export class WebUi {
  readonly app: App;
  readonly cognito: LocalCognito;
  /** The address that users come back to. */
  readonly address: string;
  readonly config: ReturnType<LocalCognito['resourcesConfig']>;

  private constructor(app: App, cognito: LocalCognito, address: string, responseType: string) {
    this.app = app;
    this.cognito = cognito;
    this.address = address;
    const oauth = {
      domain: cognito.origin,
      scopes,
      redirectSignIn: [address],
      redirectSignOut: [address],
      responseType,
    };
    this.config = cognito.resourcesConfig({ identityPoolId: undefined, loginWith: { oauth } });
  }

  /** Allows the address where the application is, which is opened already. Configures nothing. */
  static async allow(app: App, cognito: LocalCognito, responseType = 'code'): Promise<WebUi> {
    const address = app.page.url();
    await cognito.setClient({
      AllowedOAuthFlows: ['code', 'implicit'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthScopes: scopes,
      CallbackURLs: [address],
      LogoutURLs: [address],
      SupportedIdentityProviders: ['COGNITO', 'Google', 'Company'],
      ExplicitAuthFlows: ['SRP_AUTH', 'PASSWORD_AUTH', 'AUTH']
        .map((flow) => `ALLOW_USER_${flow}`)
        .concat('ALLOW_REFRESH_TOKEN_AUTH'),
    });
    return new WebUi(app, cognito, address, responseType);
  }

  /** Opens and configures the application, and registers the user of the scenarios. */
  static async begin(app: App, cognito: LocalCognito, responseType?: string): Promise<WebUi> {
    await app.open();
    const ui = await WebUi.allow(app, cognito, responseType);
    await app.call('Amplify.configure', ui.config);
    await app.register();
    return ui;
  }

  /** At the page with the form. */
  async atPages(page: Page): Promise<void> {
    await page.waitForURL(`${this.cognito.origin}/login**`);
  }

  /** The user of the scenarios signs in. */
  async signIn(page: Page): Promise<void> {
    await this.atPages(page);
    await page.getByLabel('Username').fill(person.username);
    await page.getByLabel('Password', { exact: true }).fill(person.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  }

  /** The first of the people whom a provider knows signs in there. */
  async continueAsAna(page: Page): Promise<void> {
    await page.getByRole('heading', { level: 1, name: 'Continue as', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
  }

  /** Waits until a page has come back to the application. */
  async back(page: Page): Promise<void> {
    await page.waitForURL((url) => url.href.startsWith(this.address) && /(code|error|access_token)=/.test(url.href));
    await page.waitForFunction(() => 'harness' in window);
  }

  /** Signs out, and waits until the page has gone to the pages, which are asked once, and has come back. */
  async signOut(input: object = {}): Promise<void> {
    const { page } = this.app;
    const loaded = page.waitForEvent('load');
    await this.app.start('signOut', input);
    await loaded;
    await page.waitForFunction(() => 'harness' in window);
    const logouts = (await this.cognito.operations()).filter((name) => name === '/logout');
    if (page.url() !== this.address || logouts.length !== 1) throw new Error(`${page.url()} after ${logouts.join()}`);
  }

  /** Starts a call that opens a window, and returns its end and the window. */
  async open(path: string, ...inputs: unknown[]): Promise<[() => Promise<unknown>, Page]> {
    const opening = this.app.page.waitForEvent('popup');
    const finish = await this.app.start(path, ...inputs);
    return [finish, await opening];
  }

  /** The page in a window that has come back is configured, as an application does it, and closes itself. */
  async configureWindow(popup: Page, configure = (page: Page) => this.configure(page)): Promise<void> {
    await this.back(popup);
    const closed = popup.waitForEvent('close');
    // The window may be closed before the call has returned.
    await configure(popup).catch(() => undefined);
    await closed;
  }

  /** Configures another page of the application. */
  async configure(page: Page): Promise<void> {
    await page.evaluate((config) => {
      void harness.call('Amplify.configure', config);
    }, this.config);
  }
}
