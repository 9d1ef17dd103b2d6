import type { Page } from '@playwright/test';
import { type LocalCognito, seed } from './local-cognito.js';
import { person } from './person.js';

/** The pages of the local Cognito's hosted UI, and the page of an application that they return to. */
export class HostedUi {
  readonly page: Page;
  readonly app: string;
  readonly #cognito: LocalCognito;

  private constructor(page: Page, app: string, cognito: LocalCognito) {
    this.page = page;
    this.app = app;
    this.#cognito = cognito;
  }

  /** Lets the seed's native app client use the hosted UI. It has this name, and returns to the page `app`. */
  static async begin(page: Page, app: string, cognito: LocalCognito): Promise<HostedUi> {
    await cognito.setClient({
      ClientName: 'Notes',
      AllowedOAuthFlows: ['code', 'implicit'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthScopes: ['openid', 'email', 'profile', 'aws.cognito.signin.user.admin'],
      CallbackURLs: [app],
      LogoutURLs: [app],
      SupportedIdentityProviders: ['COGNITO', 'Google', 'Company'],
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    });
    return new HostedUi(page, app, cognito);
  }

  /** The address of a request for a code. */
  address(parameters: Readonly<Record<string, string>> = {}, path = '/oauth2/authorize'): string {
    const request = { client_id: seed.nativeClientId, redirect_uri: this.app, response_type: 'code', state: 's1' };
    return `${this.#cognito.origin}${path}?${String(new URLSearchParams({ ...request, ...parameters }))}`;
  }

  async open(parameters: Readonly<Record<string, string>> = {}, path?: string): Promise<void> {
    await this.page.goto(this.address(parameters, path));
  }

  /** Fills in fields by their labels. */
  async fill(fields: Readonly<Record<string, string>>): Promise<void> {
    for (const [label, text] of Object.entries(fields)) await this.page.getByLabel(label, { exact: true }).fill(text);
  }

  async press(button: string): Promise<void> {
    await this.page.getByRole('button', { name: button, exact: true }).click();
  }

  async follow(link: string): Promise<void> {
    await this.page.getByRole('link', { name: link }).click();
  }

  /** Waits for the page with this title. */
  async at(title: string): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  }

  async signIn(username: string = person.username, password: string = person.password): Promise<void> {
    await this.fill({ Username: username, Password: password });
    await this.press('Sign in');
  }

  /** Creates the seed's user at the pages. Ends in the application. */
  async signUp(): Promise<void> {
    await this.open({}, '/signup');
    await this.fill({ Username: person.username, 'E-mail address': person.email, Password: person.password });
    await this.press('Create account');
    await this.fill({ Code: await this.#cognito.nextCode() });
    await this.press('Confirm account');
    await this.answer();
  }

  async signOut(): Promise<void> {
    const parameters = new URLSearchParams({ client_id: seed.nativeClientId, logout_uri: this.app });
    await this.page.goto(`${this.#cognito.origin}/logout?${String(parameters)}`);
  }

  /** Waits until the browser is back in the application. Returns the parameters of its address. */
  async answer(): Promise<Record<string, string>> {
    await this.page.waitForURL((url) => url.href.startsWith(this.app));
    return Object.fromEntries(new URL(this.page.url()).searchParams);
  }

  /** Redeems a code. */
  async redeem(code: string | undefined): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.#cognito.origin}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: seed.nativeClientId,
        redirect_uri: this.app,
        code: code ?? '',
      }),
    });
    return (await response.json()) as Record<string, unknown>;
  }
}
