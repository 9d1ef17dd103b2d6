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

  /** Goes to a step, as a link to it does. */
  async goTo(step: 'register' | 'confirm' | 'sign-in'): Promise<void> {
    await this.page.evaluate((name) => (location.hash = `#/${name}`), step);
  }

  /** Lets the page, and tabs that it opens, begin with one of the tabs beside the box. */
  async beginAt(name: 'race' | 'srp' | 'requests' | 'api' | 'break' | 'log' | 'pool'): Promise<void> {
    await this.page.context().addInitScript((tab) => {
      if (location.protocol !== 'about:' && !sessionStorage.getItem('demo-tab'))
        sessionStorage.setItem('demo-tab', tab);
    }, `tab-${name}`);
  }

  /** Opens one of the tabs beside the box. */
  async tab(name: 'race' | 'srp' | 'requests' | 'api' | 'break' | 'log' | 'pool'): Promise<void> {
    await this.at(`tab-${name}`).click();
  }

  /** Chooses one of the sign-in options, which are folded away. */
  async choose(option: 'flow' | 'preferred', value: string): Promise<void> {
    await this.openOptions();
    await this.at(`signin-${option}`).selectOption(value);
  }

  /** Unfolds the sign-in options. */
  async openOptions(): Promise<void> {
    const options = this.at('signin-options');
    await options.waitFor();
    if ((await options.getAttribute('open')) === null) await options.locator('summary').click();
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

  /** Says who signs in, and goes on to the password. */
  async identify(username: string): Promise<void> {
    await this.at('signin-submit').waitFor();
    const change = this.at('signin-change');
    if (await change.isVisible()) {
      if ((await this.at('signin-who').innerText()) === username) return;
      await change.click();
    }
    await this.at('signin-username').fill(username);
    await this.at('signin-submit').click();
  }

  async signIn(username: string = person.username, password: string = person.password): Promise<void> {
    await this.identify(username);
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
