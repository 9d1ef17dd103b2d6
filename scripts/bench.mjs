/**
 * `npm run bench`: compares the speed of the package with others, in headless Chromium. The contenders take turns, in a random
 * order each round. Sets up and builds what it needs.
 *
 * - `-- --markdown` prints tables in Markdown, `-- --readme` writes them into README and docs/performance.md.
 * - `-- --rounds 3` for a quick look, `-- --only PART` for a part of it: `pages` (page loads on a slow phone), `srp` or `calls`.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { run } from './run/command.mjs';
import { Failure } from './run/failure.mjs';
import { main, step } from './run/steps.mjs';
import { setUpTests } from './setup/setup.mjs';

const parts = ['pages', 'srp', 'calls'];
const person = { username: 'bench', password: 'Password123' };

await main(async () => {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      rounds: { type: 'string', default: '9' },
      markdown: { type: 'boolean' },
      readme: { type: 'boolean' },
    },
  });
  if (values.readme && values.only) throw new Failure('--readme needs all results: leave --only out.');
  if (values.only !== undefined && !parts.includes(values.only)) {
    throw new Failure(`--only takes one of ${parts.join(', ')}.`);
  }
  await setUpTests();
  await run(process.execPath, ['scripts/build.mjs']);
  const { buildKernels } = await import('./bench/srp/build-kernels.mjs');
  await step('build the kernels', buildKernels);
  const { benchReport } = await import('./bench/report.mjs');
  const { publish } = await import('./report/publish.mjs');
  publish(benchReport(await measure(Number(values.rounds), values.only)), values);
});

/**
 * A round of pages takes half a minute, so there are fewer of them.
 *
 * @param {number} rounds
 */
function pageRounds(rounds) {
  return Math.ceil(rounds * 0.75);
}

/**
 * @param {number} rounds
 * @param {string | undefined} only
 * @returns {Promise<import('./bench/report.mjs').Results>}
 */
async function measure(rounds, only) {
  const [
    { startServer, SEED },
    { launchChromium },
    { addUser },
    { pageOpener },
    { pageFiles },
    { startSite },
    calls,
    srp,
    pages,
  ] = await Promise.all([
    import('cognito-wasm-local'),
    import('./suites/chromium.mjs'),
    import('./bench/add-user.mjs'),
    import('./bench/browser.mjs'),
    import('./bench/files.mjs'),
    import('./bench/site.mjs'),
    import('./bench/measure-calls.mjs'),
    import('./bench/srp/measure-srp.mjs'),
    import('./bench/pages/measure-pages.mjs'),
  ]);
  const wants = (/** @type {string} */ part) => only === undefined || only === part;
  const [load = NaN] = loadavg();
  const { userPoolId, nativeClientId: userPoolClientId, identityPoolId } = SEED;
  const cognito = await startServer({ port: 0 });
  const site = await startSite(await pageFiles());
  const browser = await launchChromium({ whole: true });
  try {
    await addUser(cognito.url, userPoolId, person);
    const pool = { userPoolId, userPoolClientId, userPoolEndpoint: cognito.url };
    const config = { Auth: { Cognito: pool } };
    const identityPool = { Auth: { Cognito: { ...pool, identityPoolId, identityPoolEndpoint: cognito.url } } };
    const open = pageOpener(browser, site.url);
    return {
      chromium: browser.version(),
      rounds,
      load,
      ...(wants('pages') && {
        pages: await pages.measurePages({ userPool: config, identityPool, person }, pageRounds(rounds)),
      }),
      ...(wants('srp') && {
        srp: await step('SRP', () => srp.measureSrp(open, { warm: 2 * rounds, cold: rounds })),
      }),
      ...(wants('calls') && { calls: await calls.measureCalls({ open, config, person }, rounds) }),
    };
  } finally {
    await browser.close();
    site.close();
    await cognito.close();
  }
}
