import type { Locator, Page } from '@playwright/test';
import { person } from './person.js';

export { person } from './person.js';

/** The first code that the deterministic local Cognito sends. */
export const firstCode = '123456';

/** The demo page, as a user operates it. */
export class DemoPage {
  readonly page: Page;
  /** The URL of the page, with the local Cognito of this test in the query. */
  readonly url: string;
  /** The lines that the page wrote to the browser's console, oldest first. */
  readonly consoleLines: string[] = [];

  constructor(page: Page, url: string) {
    this.page = page;
    this.url = url;
    page.on('console', (message) => {
      // Chromium logs failed requests itself.
      if (!message.text().startsWith('Failed to load resource')) this.consoleLines.push(message.text());
    });
  }

  /** An element by its `data-testid`. */
  at(testId: string): Locator {
    return this.page.getByTestId(testId);
  }

  /** Moves the focus to an element once it is visible. Focusing a hidden one has no effect and no error. */
  async focus(testId: string): Promise<void> {
    await this.at(testId).waitFor();
    await this.at(testId).focus();
  }

  async open(step?: 'register' | 'confirm' | 'sign-in'): Promise<void> {
    await this.page.goto(step ? `${this.url}#/${step}` : this.url);
  }

  async register({ username, email, password }: typeof person = person): Promise<void> {
    await this.at('register-username').fill(username);
    await this.at('register-email').fill(email);
    await this.at('register-password').fill(password);
    await this.at('register-submit').click();
  }

  async confirm(code: string): Promise<void> {
    await this.at('confirm-code').fill(code);
    await this.at('confirm-submit').click();
  }

  async signIn(username: string = person.username, password: string = person.password): Promise<void> {
    await this.at('signin-username').fill(username);
    await this.at('signin-password').fill(password);
    await this.at('signin-submit').click();
  }

  /** Answers the current step of the sign-in. */
  async answer(text: string): Promise<void> {
    await this.at('challenge-answer').fill(text);
    await this.at('challenge-submit').click();
  }

  /** From a fresh page to a signed-in user. */
  async becomeSignedIn(): Promise<void> {
    await this.open();
    await this.register();
    await this.at('confirm-code').waitFor();
    await this.confirm(firstCode);
    await this.at('signin-password').waitFor();
    await this.signIn();
    await this.at('account').waitFor();
  }
}
