/**
 * `npm run bench`: sign-ins with SRP in headless Chromium against the local Cognito, with this package and with
 * `aws-amplify`, in turns. Needs `npm run build`.
 */
import { report } from './bench/report.mjs';
import { main } from './run/steps.mjs';

const rounds = 7;
const signInsOfPage = 5;
const person = { username: 'bench', password: 'Password123' };

/** @type {Record<string, string>} */
const libraries = {
  'cognito-wasm': "import { Amplify, signIn, signOut } from 'cognito-wasm';",
  'aws-amplify': "import { Amplify } from 'aws-amplify'; import { signIn, signOut } from 'aws-amplify/auth';",
};

await main(async () => {
  const [{ startServer, SEED }, { launchChromium }, { bundlePage }, { addUser }] = await Promise.all([
    import('cognito-wasm-local'),
    import('./suites/chromium.mjs'),
    import('./bench/bundle-page.mjs'),
    import('./bench/add-user.mjs'),
  ]);
  const pages = await Promise.all(
    Object.entries(libraries).map(async ([name, imports]) => ({ name, script: await bundlePage(imports), times: [] })),
  );
  const { userPoolId, nativeClientId: userPoolClientId } = SEED;
  const cognito = await startServer({ port: 0 });
  const browser = await launchChromium();
  try {
    await addUser(cognito.url, userPoolId, person);
    const config = { Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint: cognito.url } } };
    for (let round = 0; round < rounds; round += 1) {
      for (const page of pages) await measure(browser, page, config);
    }
    report(pages);
  } finally {
    await browser.close();
    await cognito.close();
  }
});

/**
 * Signs in several times in a page that has never been open before.
 *
 * @param {import('@playwright/test').Browser} browser
 * @param {import('./bench/report.mjs').Measured & { script: string }} library
 * @param {{ Auth: { Cognito: { userPoolEndpoint: string } } }} config
 */
async function measure(browser, { script, times }, config) {
  const context = await browser.newContext();
  const page = await context.newPage();
  // A page that does nothing by itself, of a real origin and so with a storage.
  await page.goto(`${config.Auth.Cognito.userPoolEndpoint}health`);
  await page.addScriptTag({ content: script, type: 'module' });
  await page.waitForFunction('typeof bench === "function"');
  times.push(await page.evaluate(`bench(${JSON.stringify([config, person, signInsOfPage]).slice(1, -1)})`));
  await context.close();
}
