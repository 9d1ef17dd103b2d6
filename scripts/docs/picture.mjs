import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../run/failure.mjs';
import { inRoot } from '../run/paths.mjs';
import { serveDemo, startBackend } from '../start/demo.mjs';
import { launchChromium } from '../suites/chromium.mjs';

/** README's picture of the demo. */
const file = 'docs/demo.webp';
const largest = 150_000;
const person = { username: 'jane', email: 'jane@example.com', password: 'Password123' };

/** Signs somebody up and in at the demo, has both libraries race, and takes a picture of what the page shows then. The package must be built. */
export async function takePicture() {
  const folder = mkdtempSync(join(tmpdir(), 'picture-'));
  const [port, cognitoPort] = [await freePort(), await freePort()];
  const page = `http://localhost:${port}/`;
  const { cognito, files, close } = await startBackend({ cognitoPort, page, folder });
  const server = await serveDemo(port, files);
  const browser = await launchChromium();
  try {
    const size = { width: 1280, height: 1000 };
    const tab = await (await browser.newContext({ viewport: size, colorScheme: 'light' })).newPage();
    await signUpAndIn(tab, page, cognito);
    await race(tab);
    // What moves has come to rest.
    await tab.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
    const session = await tab.context().newCDPSession(tab);
    const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 80 });
    writeFileSync(inRoot(file), Buffer.from(data, 'base64'));
  } finally {
    await browser.close();
    await server.stop();
    await close();
    rmSync(folder, { recursive: true, force: true });
  }
  const { size } = statSync(inRoot(file));
  if (size > largest) throw new Failure(`${file} has ${size} bytes; at most ${largest} are allowed.`);
}

/**
 * @param {import('@playwright/test').Page} tab
 * @param {string} page its address
 * @param {string} cognito origin
 */
async function signUpAndIn(tab, page, cognito) {
  const at = (/** @type {string} */ id) => tab.getByTestId(id);
  await tab.goto(page);
  await at('register-username').fill(person.username);
  await at('register-email').fill(person.email);
  await at('register-password').fill(person.password);
  await at('register-submit').click();
  const sent = await fetch(`${cognito}/_test/outbox?username=${person.username}&after=0`);
  const [{ code }] = await sent.json();
  await at('confirm-code').fill(code);
  await at('confirm-submit').click();
  await at('signin-password').fill(person.password);
  await at('signin-submit').click();
  await at('account').waitFor();
}

/** @param {import('@playwright/test').Page} tab */
async function race(tab) {
  await tab.getByTestId('race-start').click();
  await tab.getByTestId('race-result').getByText('times as long').waitFor();
  await tab.evaluate(() => scrollTo(0, 0));
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
