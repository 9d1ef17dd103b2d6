import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sessionApp, signInApp } from '../../scripts/bench/pages/apps.mjs';
import { consumesCodeCache } from '../../scripts/bench/pages/code-cache.mjs';
import { wronglyCached } from '../../scripts/bench/pages/http-cache.mjs';
import { pageTables, pageTargets, shortPageTable } from '../../scripts/bench/pages/report-pages.mjs';
import { benchReport } from '../../scripts/bench/report.mjs';
import { staticImports } from '../../scripts/size/split.mjs';

const visits = (/** @type {number} */ time, heap = 1e6) => ({ first: 10 * time, second: 2 * time, sixth: time, heap });

const results = {
  rounds: 2,
  userPool: {
    'an empty page': [visits(10), visits(20)],
    'localStorage alone': [visits(40), visits(80)],
    'aws-amplify': [visits(50), visits(100)],
    // The second round was slow for everybody.
    'cognito-wasm': [visits(42, 1.5e6), visits(84, 1.5e6)],
  },
  identityPool: { 'aws-amplify': [visits(100), visits(200)], 'cognito-wasm': [visits(110), visits(220)] },
  signIns: { 'aws-amplify': [2000, 4000], 'cognito-wasm': [1000, 3000] },
};

describe('the report on pages', () => {
  const [waits, memory] = pageTables(results);
  const row = (/** @type {string} */ name) => waits?.rows.find(([first]) => first === name)?.slice(1);

  test('has a row for each wait, and a column for each contender', () => {
    assert.deepEqual(waits?.columns, ['', 'an empty page', 'localStorage alone', 'aws-amplify', 'cognito-wasm']);
    assert.deepEqual(
      waits.rows.map(([name]) => name),
      [
        'session known, empty cache',
        'session known, second visit',
        'session known, sixth visit',
        'session known, with an identity pool, empty cache',
        'session known, with an identity pool, second visit',
        'session known, with an identity pool, sixth visit',
        'first sign-in done, empty cache',
      ],
    );
  });

  test('has the median, and the ratio to Amplify in each round beside it', () => {
    assert.deepEqual(row('session known, empty cache'), [
      '150 · 0.20 × (0.20–0.20)',
      '600 · 0.80 × (0.80–0.80)',
      '750',
      '630 · 0.84 × (0.84–0.84)',
    ]);
    const amplify = (/** @type {string} */ name) => row(name)?.at(2);
    assert.deepEqual([amplify('session known, second visit'), amplify('session known, sixth visit')], ['150', '75.0']);
    const withPool = 'session known, with an identity pool';
    assert.deepEqual([amplify(`${withPool}, second visit`), amplify(`${withPool}, sixth visit`)], ['300', '150']);
    assert.equal(row('first sign-in done, empty cache')?.at(-1), '2000 · 0.63 × (0.56–0.69)');
  });

  test('leaves out what was not measured', () => {
    assert.deepEqual(row('first sign-in done, empty cache')?.slice(0, 2), ['', '']);
    assert.deepEqual(row('session known, with an identity pool, second visit')?.slice(0, 2), ['', '']);
  });

  test('has the heap beside Amplify’s', () => {
    assert.deepEqual(memory?.rows[0]?.slice(3), ['1.00', '1.50 · 1.50 × (1.50–1.50)']);
  });

  test('holds the default entry to its targets', () => {
    assert.deepEqual(
      pageTargets(results).map(({ name, value, limit }) => [name, value.toFixed(3), limit]),
      [
        ['session known, empty cache, of Amplify’s', '0.840', 0.8],
        ['session known, second visit, of Amplify’s', '0.840', 1.05],
        ['session known, sixth visit, of Amplify’s', '0.840', 0.95],
        ['session known, with an identity pool, empty cache, of Amplify’s', '1.100', 1.3],
        ['session known, with an identity pool, second visit, of Amplify’s', '1.100', 1.2],
        ['session known, with an identity pool, sixth visit, of Amplify’s', '1.100', 1.05],
        ['first sign-in done, empty cache, of Amplify’s', '0.625', 0.62],
        ['session known, empty cache, of localStorage alone', '1.050', 1.05],
        ['session known, second visit, of localStorage alone', '1.050', 1.05],
        ['session known, sixth visit, of localStorage alone', '1.050', 1.05],
        ['JavaScript heap after the session is known, of Amplify’s', '1.500', 1],
      ],
    );
  });

  test('is short in README: Amplify’s time, and the ratio of the default entry', () => {
    const { columns, rows } = shortPageTable(results);
    assert.deepEqual(columns, ['', 'aws-amplify, ms', 'cognito-wasm, ratio']);
    assert.deepEqual(rows[0], ['session known, empty cache', '750', '0.84 × (0.84–0.84)']);
    assert.equal(rows.length, waits?.rows.length);
  });

  test('goes into README only if pages were measured', () => {
    const measured = { chromium: '1', rounds: 3, load: 0 };
    const places = (/** @type {import('../../scripts/bench/report.mjs').Results} */ results) =>
      benchReport(results).map(({ document, part }) => [document, part]);
    assert.deepEqual(places({ ...measured, pages: results }), [
      ['docs/performance.md', 'bench'],
      ['README.md', 'pages'],
    ]);
    assert.deepEqual(places(measured), [['docs/performance.md', 'bench']]);
  });
});

describe('a measured page', () => {
  const pool = { userPoolClientId: 'client' };
  const config = { Auth: { Cognito: pool } };

  test('asks for the session at once, and for credentials where there is an identity pool', () => {
    const alone = sessionApp('cognito-wasm', config);
    assert.match(alone, /from 'cognito-wasm';\n+Amplify\.configure\(.*\);\nfetchAuthSession\(\)/);
    assert.doesNotMatch(alone, /credentials/);
    const withPool = sessionApp('cognito-wasm', { Auth: { Cognito: { ...pool, identityPoolId: 'pool' } } });
    assert.match(withPool, /session\.tokens && session\.credentials/);
  });

  test('names the address of the module only to slim', () => {
    assert.match(sessionApp('cognito-wasm/slim', config), /^initialize\('\/cognito_wasm_bg\.wasm'\);$/m);
    assert.doesNotMatch(sessionApp('cognito-wasm', config), /initialize/);
  });

  test('keeps all functions of a sign-in form', () => {
    const app = signInApp('aws-amplify', config, { username: 'jane', password: 'x' });
    assert.match(app, /import { confirmSignIn, fetchAuthSession, signIn, signOut } from 'aws-amplify\/auth'/);
    assert.match(app, /globalThis\.form = { confirmSignIn, fetchAuthSession, signOut }/);
  });
});

describe('the HTTP cache', () => {
  const visit = (/** @type {[string, boolean][]} */ ...files) => ({
    loaded: files.map(([name, cached]) => ({ name, cached })),
  });
  const first = visit(['/app.js', false]);

  test('is empty at first, and then has what was loaded', () => {
    assert.deepEqual(wronglyCached(first, first, false), []);
    assert.deepEqual(wronglyCached(first, visit(['/app.js', true]), true), []);
  });

  test('was not empty, or does not have a file', () => {
    const warm = visit(['/app.js', true]);
    assert.deepEqual(wronglyCached(warm, warm, false), ['/app.js']);
    assert.deepEqual(wronglyCached(first, visit(['/app.js', false]), true), ['/app.js']);
    assert.equal(wronglyCached(first, visit(), true).length, 1);
  });

  test('need not have what the first visit did not load', () => {
    const later = visit(['/app.js', true], ['/later.js', false]);
    assert.deepEqual(wronglyCached(first, later, true), []);
  });
});

describe('the code cache', () => {
  const address = 'http://a.localhost/page/';
  const event = (/** @type {object} */ data, name = 'v8.compileModule') => ({ name, args: { data } });
  const used = { url: `${address}app.js`, consumedCacheSize: 1000, cacheRejected: false };

  test('is used if a script of the page was compiled from it', () => {
    assert.equal(consumesCodeCache({ traceEvents: [{ name: 'other' }, event(used)] }, address), true);
  });

  test('is not used by another page, if it is rejected, or if the script was compiled anew', () => {
    const others = [
      { ...used, url: 'chrome://page/app.js' },
      { ...used, cacheRejected: true },
      { url: used.url, streamed: true },
    ].map((data) => event(data));
    assert.equal(consumesCodeCache({ traceEvents: [...others, event(used, 'v8.produceModuleCache')] }, address), false);
  });
});

test('an app starts with its first file and its static imports, directly or not', () => {
  const imports = (/** @type {[string, string][]} */ ...list) => ({
    imports: list.map(([path, kind]) => ({ path: `target/size/${path}`, kind })),
  });
  const outputs = {
    'target/size/app.js': imports(['shared.js', 'import-statement'], ['later.js', 'dynamic-import']),
    'target/size/shared.js': imports(['deep.js', 'import-statement']),
    'target/size/deep.js': imports(['shared.js', 'import-statement']),
    'target/size/later.js': imports(['module.js', 'import-statement']),
    'target/size/module.js': imports(),
  };
  assert.deepEqual(staticImports(outputs), ['app.js', 'shared.js', 'deep.js']);
});
