/** The demo as `npm start` serves it: on a backend that the command line has made. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printingTo } from '../../scripts/run/output.mjs';
import { serveDemo, startBackend } from '../../scripts/start/demo.mjs';
import { DemoPage, person } from './demo-page.js';
import { continueAs, signInAtPages } from './demo-web-ui.js';
import { expect, test } from './fixtures.js';
import { LocalCognito } from './local-cognito.js';

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

test('walks through the demo on the backend of the command line, and again after a new start', async ({ page }) => {
  // It bundles the page.
  test.setTimeout(240_000);
  const folder = await mkdtemp(join(tmpdir(), 'demo-backend-'));
  const [port, cognitoPort] = [await freePort(), await freePort()];
  const url = `http://localhost:${String(port)}/`;
  let said = '';
  const start = (): ReturnType<typeof startBackend> =>
    printingTo(
      (text) => (said += text),
      () => startBackend({ cognitoPort, page: url, folder }),
    );

  const first = await start();
  const server = await serveDemo(port, first.files);
  const demo = new DemoPage(page, url);
  const userPoolId = async (): Promise<string> => demo.page.locator('#pool-id').innerText();

  await test.step('the commands are shown with what they say', () => {
    expect(said).toMatch(
      /\$ cognito-wasm init [^]*\$ cognito-wasm add auth [^]*\$ cognito-wasm push [^]*The backend is ready\./,
    );
  });

  await test.step('a guest calls the API', async () => {
    await demo.open();
    await demo.tab('api');
    await demo.at('choice-guest').click();
    await expect(demo.at('api-answer')).toContainText('a guest');
  });

  await test.step('register, confirm, sign in', async () => {
    await demo.register();
    await demo.at('confirm-code').waitFor();
    await demo.confirm(await LocalCognito.at(first.cognito).nextCode());
    await demo.signIn();
    await expect(demo.at('account-username')).toHaveText(person.username);
  });
  const firstPool = await userPoolId();

  await test.step('the settings are those of this pool', async () => {
    for (const card of ['mfa-card', 'passkeys-card', 'devices-card']) await expect(demo.at(card)).toBeHidden();
    await demo.tab('pool');
    await demo.at('pool-mfa-OPTIONAL').check();
    await demo.at('pool-passwordless-true').check();
    await demo.at('pool-devices-always').check();
    for (const card of ['mfa-card', 'passkeys-card', 'devices-card']) await expect(demo.at(card)).toBeVisible();
    await page.reload();
    await expect(demo.at('pool-mfa-OPTIONAL')).toBeChecked();
    await demo.at('pool-mfa-OFF').check();
  });

  await test.step('Cognito’s own pages, Google and Company lead back', async () => {
    await demo.at('signout').click();
    await demo.at('web-ui-pages').click();
    await signInAtPages(page);
    await expect(demo.at('account-username')).toHaveText(person.username);
    for (const provider of ['Google', 'Company']) {
      await demo.at('signout').click();
      await demo.at(`web-ui-${provider}`).click();
      await continueAs(page, 'Ana Souza');
      await expect(demo.at('account-username')).toHaveText(new RegExp(`^${provider}_`, 'i'));
    }
  });

  await first.close();
  said = '';
  const second = await start();

  await test.step('the second start makes the backend anew', () => {
    expect(said).not.toContain('cognito-wasm init');
    expect(said).toMatch(/\$ cognito-wasm update auth [^]*Nothing is left of the last push[^]*The backend is ready\./);
    expect(said).not.toContain('somebody else');
  });

  await test.step('the page forgets the user of the pool that is gone', async () => {
    await page.reload();
    await demo.at('register-username').waitFor();
    await expect(demo.at('banner')).toBeHidden();
    expect(await userPoolId()).not.toBe(firstPool);
    const keys = await page.evaluate(() => Object.keys(localStorage));
    expect(keys.filter((key) => key.endsWith('Token'))).toEqual([]);
    expect(keys.filter((key) => key.endsWith('identityId') && key.startsWith('com.amplify.'))).toHaveLength(1);
    await demo.register();
    await demo.at('confirm-code').waitFor();
    await demo.confirm(await LocalCognito.at(second.cognito).nextCode());
    await demo.signIn();
    await expect(demo.at('account-username')).toHaveText(person.username);
  });

  await server.stop();
  await second.close();
  await rm(folder, { recursive: true });
});
