import { SEED } from '../../local/src/index.js';
import { totpCode } from '../../local/src/totp.js';

/** @typedef {Awaited<ReturnType<typeof import('../../local/src/index.js').startServer>>} LocalCognito */

const username = 'jane';
const password = 'Password123';
const email = 'jane@example.com';

/** A user of the app in `consumers/amplify-ui`. */
export class Authenticator {
  /** How many codes the user has read. */
  #read = 0;

  /**
   * @param {import('@playwright/test').Page} page
   * @param {LocalCognito} cognito
   */
  constructor(page, cognito) {
    this.page = page;
    this.cognito = cognito;
  }

  /**
   * @param {import('@playwright/test').BrowserContext} context
   * @param {string} address
   * @param {LocalCognito} cognito
   */
  static async open(context, address, cognito) {
    const configuration = cognito.resourcesConfig({
      identityPoolId: undefined,
      loginWith: { username: true, oauth: { ...cognito.oauthConfig(), providers: ['Google'] } },
      userAttributes: { email: { required: true } },
    });
    await context.addInitScript((given) => Object.assign(globalThis, { configuration: given }), configuration);
    const page = await context.newPage();
    await page.goto(address);
    return new Authenticator(page, cognito);
  }

  /** The same user in another tab. */
  async inNewTab() {
    const page = await this.page.context().newPage();
    await page.goto(this.page.url());
    return new Authenticator(page, this.cognito);
  }

  /** Registers. */
  async register() {
    await this.page.getByRole('tab', { name: 'Create Account' }).click();
    await this.fill({ username, password, confirm_password: password, email });
    await this.press('Create Account');
  }

  /** Registers, and enters the code. */
  async signUp() {
    await this.register();
    await this.fill({ confirmation_code: await this.nextCode() });
    await this.press('Confirm');
    await this.greeting();
  }

  async signIn(withPassword = password) {
    await this.fill({ username, password: withPassword });
    await this.press('Sign in');
  }

  async signOut() {
    await this.press('Sign out');
    await this.signInForm();
  }

  /** Signs in as the first person on the provider's page. */
  async continueWithGoogle() {
    await this.press('Google icon Sign In with Google');
    await this.page.getByRole('heading', { name: 'Continue as' }).waitFor();
    await this.press('Continue');
  }

  /** @param {string} newPassword */
  async resetPassword(newPassword) {
    await this.press('Forgot your password?');
    await this.fill({ username });
    await this.press('Send code');
    const code = await this.nextCode();
    await this.fill({ confirmation_code: code, password: newPassword, confirm_password: newPassword });
    await this.press('Submit');
    await this.signInForm();
  }

  /** Chooses the password that an administrator's one is replaced by. */
  async changePassword() {
    await this.fill({ password, confirm_password: password });
    await this.press('Change Password');
  }

  /** Sets up an authenticator app as the second factor. Returns its secret. */
  async setUpTotp() {
    await this.page.getByText('Authenticator App (TOTP)').click();
    await this.press('Confirm');
    await this.page.getByAltText('qr code').waitFor();
    const secret = await this.page.locator('[data-amplify-copy] > div').first().innerText();
    await this.enterTotp(secret);
    return secret;
  }

  /** @param {string} secret */
  async enterTotp(secret) {
    await this.fill({ confirmation_code: await totpCode(secret, this.cognito.cognito.clock.nowMs()) });
    await this.press('Confirm');
  }

  /** Verifies the e-mail address, as the page asks for. */
  async verifyEmail() {
    await this.page.getByText('Email: j**e@example.com').click();
    await this.press('Verify');
    await this.fill({ confirmation_code: await this.nextCode() });
    await this.press('Submit');
  }

  /** Waits until the page shows that nobody is signed in. */
  async signInForm() {
    await this.page.locator('[data-amplify-authenticator-signin]').waitFor();
  }

  async alert() {
    return this.page.getByRole('alert').innerText();
  }

  /** Waits until the page shows that a user is signed in. */
  async greeting(name = username) {
    await this.page.getByRole('heading', { name: `Hello ${name}`, exact: true }).waitFor();
  }

  /** @param {Record<string, string>} fields by name */
  async fill(fields) {
    for (const [name, text] of Object.entries(fields)) await this.page.locator(`[name="${name}"]`).fill(text);
  }

  /** @param {string} name of a button */
  async press(name) {
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  /** The code in the next message to the user. */
  async nextCode() {
    const [letter] = await this.cognito.cognito.outbox.after(this.#read, username);
    this.#read += 1;
    return letter?.code ?? '';
  }

  /** Adds the user with a temporary password. @param {string} temporaryPassword */
  async add(temporaryPassword) {
    const attributes = { email, email_verified: 'true' };
    await this.administer('AdminCreateUser', {
      TemporaryPassword: temporaryPassword,
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      MessageAction: 'SUPPRESS',
    });
  }

  /**
   * Calls an administrator's operation for the user.
   *
   * @param {string} operation
   * @param {object} [input]
   */
  async administer(operation, input = {}) {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    };
    await this.#post('/', { UserPoolId: SEED.userPoolId, Username: username, ...input }, headers);
  }

  /**
   * Changes settings at a test endpoint of the local Cognito.
   *
   * @param {string} path
   * @param {object} settings
   */
  async set(path, settings) {
    await this.#post(path, settings);
  }

  /**
   * @param {string} path
   * @param {object} body
   * @param {Record<string, string>} [headers]
   */
  async #post(path, body, headers = {}) {
    const request = { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await fetch(new URL(path, this.cognito.url), request);
    if (!response.ok) throw new Error(await response.text());
  }
}
