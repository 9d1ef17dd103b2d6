/** The demo as a static site: no Cognito anywhere, and no network but a server of files. */
import { readFile } from 'node:fs/promises';
import type { BrowserContext } from '@playwright/test';
import { DemoPage, person } from './demo-page.js';
import { chooseMode, continueAs, signInAtPages } from './demo-web-ui.js';
import { expect, test as base } from './fixtures.js';
import { serveFiles } from './serve-files.mjs';

const dist = new URL('../../www/dist/', import.meta.url);

interface Site {
  /** Opens the page of a site that is served at this path. */
  readonly at: (path: string) => Promise<DemoPage>;
  /** Ends the server. */
  readonly stop: () => Promise<void>;
  /** What was sent to somebody else than the server of files. */
  readonly elsewhere: string[];
}

const test = base.extend<{ readonly files: Site }>({
  files: async ({ page, context }, use) => {
    const elsewhere: string[] = [];
    let stop = (): Promise<void> => Promise.resolve();
    await use({
      elsewhere,
      at: async (path) => {
        const server = await serveFiles({ [path]: dist });
        stop = () => server.close();
        await block(context, server.origin, elsewhere);
        return new DemoPage(page, server.origin + path);
      },
      stop: () => stop(),
    });
    expect(elsewhere).toEqual([]);
    await stop();
  },
});

async function block(context: BrowserContext, origin: string, elsewhere: string[]): Promise<void> {
  await context.route(
    (url) => url.origin !== origin,
    (route) => {
      elsewhere.push(route.request().url());
      return route.abort();
    },
  );
}

async function becomeSignedIn(demo: DemoPage): Promise<void> {
  await demo.open();
  await demo.register();
  await demo.at('confirm-code').waitFor();
  await demo.at('letter-fill').first().click();
  await demo.at('confirm-submit').click();
  await demo.at('signin-password').waitFor();
  await demo.signIn();
  await expect(demo.at('account-username')).toHaveText(person.username);
}

for (const path of ['/', '/some/folder/'])
  test(`registers, confirms, signs in, reloads and signs out at ${path}`, async ({ files }) => {
    const demo = await files.at(path);
    await becomeSignedIn(demo);
    await demo.page.reload();
    await expect(demo.at('account-username')).toHaveText(person.username);
    await demo.at('refresh').click();
    await expect(demo.at('notice')).toHaveText('Tokens and credentials have been refreshed.');
    await demo.at('signout').click();
    await expect(demo.at('notice')).toHaveText('You are signed out on this device.');
    await demo.signIn();
    await expect(demo.at('account-username')).toHaveText(person.username);
  });

test('has the mailbox as a page of its own, too', async ({ files, context }) => {
  const demo = await files.at('/some/folder/');
  await demo.open();
  await demo.register();
  const code = await demo.at('letter-code').first().innerText();
  const [mailbox] = await Promise.all([context.waitForEvent('page'), demo.at('mailbox-link').click()]);
  await expect(mailbox.locator('li code').first()).toHaveText(code);
  expect(new URL(mailbox.url()).pathname).toBe('/some/folder/mailbox/');
});

test('knows its users after the worker has ended', async ({ files, context }) => {
  const demo = await files.at('/');
  await becomeSignedIn(demo);
  await demo.tab('pool');
  await demo.at('pool-devices-always').check();
  await expect(demo.at('devices-card')).toBeVisible();
  await demo.at('signout').click();
  await demo.at('signin-username').waitFor();
  const session = await context.newCDPSession(demo.page);
  const stopped = new Promise<void>((resolve) => {
    session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      if (versions.some(({ runningStatus }) => runningStatus === 'stopped')) resolve();
    });
  });
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await stopped;
  await demo.page.reload();
  await expect(demo.at('pool-devices-always')).toBeChecked();
  await demo.signIn();
  await expect(demo.at('account-username')).toHaveText(person.username);
});

test('gives guests credentials, and its API verifies them', async ({ files }) => {
  const demo = await files.at('/some/folder/');
  await demo.open();
  await demo.tab('api');
  await demo.at('choice-guest').click();
  await expect(demo.at('api-answer')).toContainText('a guest');
});

test('works without a connection after the first visit', async ({ files }) => {
  const demo = await files.at('/some/folder/');
  await becomeSignedIn(demo);
  await files.stop();
  await demo.page.reload();
  await expect(demo.at('account-username')).toHaveText(person.username);
  await demo.at('signout').click();
  await demo.signIn();
  await expect(demo.at('account-username')).toHaveText(person.username);
});

test('answers a page that was reloaded without the worker', async ({ files, context }) => {
  const demo = await files.at('/');
  await becomeSignedIn(demo);
  const session = await context.newCDPSession(demo.page);
  await session.send('Page.reload', { ignoreCache: true });
  await demo.page.waitForEvent('load');
  await demo.at('refresh').click();
  await expect(demo.at('notice')).toHaveText('Tokens and credentials have been refreshed.');
});

test('has Cognito’s own pages and the providers at the root of a host', async ({ files }) => {
  const demo = await files.at('/');
  await becomeSignedIn(demo);
  await demo.at('signout').click();
  await demo.at('web-ui-pages').click();
  await signInAtPages(demo.page);
  await expect(demo.at('account-username')).toHaveText(person.username);
  await demo.at('signout').click();
  for (const provider of ['Google', 'Company']) {
    await demo.at(`web-ui-${provider}`).click();
    await continueAs(demo.page, 'Ana Souza');
    await expect(demo.at('account-username')).toHaveText(new RegExp(`^${provider}_`, 'i'));
    await demo.at('signout').click();
    await demo.at('signin-username').waitFor();
  }
  await chooseMode(demo, 'popup');
  const [popup] = await Promise.all([demo.page.waitForEvent('popup'), demo.at('web-ui-Google').click()]);
  await continueAs(popup, 'Ana Souza');
  await expect(demo.at('account-username')).toHaveText(/^google_/i);
});

test('works beside another Cognito, if the address asks for it', async ({ page }) => {
  const html = await readFile(new URL('index.html', dist), 'utf8');
  // As `npm start` serves the page.
  const server = await serveFiles({ '/': dist, '/index.html': html.replace(/ data-cognito="?page"?/, '') });
  const demo = new DemoPage(page, `${server.origin}/?cognito=page`);
  await becomeSignedIn(demo);
  await demo.at('signout').click();
  await demo.openOptions();
  await expect(demo.at('web-ui-missing')).toContainText('beside another Cognito');
  await demo.page.goto(server.origin);
  await expect(demo.at('banner')).toContainText('amplifyconfiguration.json');
  await server.close();
});

test('says in a folder why there are no pages of Cognito', async ({ files }) => {
  const demo = await files.at('/some/folder/');
  await demo.open('sign-in');
  await demo.openOptions();
  await expect(demo.at('web-ui-missing')).toContainText('at the root of its host');
});
