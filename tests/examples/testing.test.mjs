import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { launchOptions } from '../../scripts/suites/chromium.mjs';
import { copyOfExample, usualAddress } from './example.mjs';

describe('the example testing', () => {
  /** @type {import('../package/app.mjs').App} */
  let app;
  before(async () => {
    const { executablePath = '' } = await launchOptions();
    // Its tests have their own Cognito.
    app = await copyOfExample('testing', usualAddress, {
      CHROME_PATH: executablePath,
      CI: '1',
      PORT: await freePort(),
    });
  });
  after(() => app.remove());

  test('is built', async () => {
    await app.run('npm', 'run', 'build');
  });

  test('passes its tests with Vitest and Playwright', async () => {
    const output = await app.run('npm', 'test');
    assert.match(output, /^ +Tests +3 passed/m);
    assert.match(output, /^ +5 passed \(/m);
  });
});

/** A port that no server uses now. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}
