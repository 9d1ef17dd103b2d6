/**
 * `npm run bench`: how fast the package is beside others, in headless Chromium; everything that is compared takes turns,
 * in another order each time. Sets up and builds what it needs.
 *
 * - `-- --markdown` prints tables for a README, `-- --readme` writes them there.
 * - `-- --rounds 3` for a quick look.
 */
import { parseArgs } from 'node:util';
import { buildTypeScript } from './build/typescript.mjs';
import { buildWasm } from './build/wasm.mjs';
import { main, step } from './run/steps.mjs';
import { setUpTests } from './setup/setup.mjs';

const person = { username: 'bench', password: 'Password123' };

await main(async () => {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '9' },
      markdown: { type: 'boolean' },
      readme: { type: 'boolean' },
    },
  });
  await setUpTests();
  await step('build the crate', buildWasm);
  await step('build the TypeScript', buildTypeScript);
  const { buildKernels } = await import('./bench/srp/build-kernels.mjs');
  await step('build the kernels', buildKernels);
  const { benchReport } = await import('./bench/report.mjs');
  const { publish } = await import('./report/publish.mjs');
  publish('bench', benchReport(await measure(Number(values.rounds))), values);
});

/** @param {number} rounds */
async function measure(rounds) {
  const [
    { startServer, SEED },
    { launchChromium },
    { addUser },
    { pageOpener },
    { pageFiles },
    { startSite },
    calls,
    srp,
  ] = await Promise.all([
    import('cognito-wasm-local'),
    import('./suites/chromium.mjs'),
    import('./bench/add-user.mjs'),
    import('./bench/browser.mjs'),
    import('./bench/files.mjs'),
    import('./bench/site.mjs'),
    import('./bench/measure-calls.mjs'),
    import('./bench/srp/measure-srp.mjs'),
  ]);
  const { userPoolId, nativeClientId: userPoolClientId } = SEED;
  const cognito = await startServer({ port: 0 });
  const site = await startSite(await pageFiles());
  const browser = await launchChromium();
  try {
    await addUser(cognito.url, userPoolId, person);
    const config = { Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint: cognito.url } } };
    const open = pageOpener(browser, site.url);
    const setting = { open, config, person };
    return {
      chromium: browser.version(),
      rounds,
      srp: await step('SRP', () => srp.measureSrp(open, { warm: rounds, cold: rounds })),
      calls: {
        signIns: await step('sign-ins', () => calls.measureSignIns(setting, rounds)),
        sessions: await step('sessions', () => calls.measureSessions(setting, rounds)),
        firstCalls: await step('first calls', () => calls.measureFirstCalls(setting, rounds)),
        blocks: await step('preparation', () => calls.measurePreparation(setting, rounds)),
      },
    };
  } finally {
    await browser.close();
    site.close();
    await cognito.close();
  }
}
