import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import webpack from 'webpack';
import { npmCommand } from '../../scripts/run/paths.mjs';
import { launchChromium } from '../../scripts/suites/chromium.mjs';
import { App, configuration } from './packed.mjs';

/** Starts the wasm module and prints what it answers. */
const use = `
const auth = createAuth(${JSON.stringify(configuration)});
auth.fetchAuthSession().then((session) => {
  console.log(JSON.stringify([session.isSignedIn, session.userSubResult.error.name]));
});`;
const answer = '[false,"SignedOutException"]';

describe('an app with the packed package', () => {
  /** @type {App} */
  let app;
  before(async () => {
    app = await App.create();
    await app.write('main.mjs', `import { createAuth } from 'cognito-wasm';${use}`);
    await app.write('main.cjs', `const { createAuth } = require('cognito-wasm');${use}`);
  });
  after(() => app.remove());

  test('imports it in Node', async () => {
    assert.equal((await app.run(process.execPath, 'main.mjs')).trim(), answer);
  });

  test('requires it in Node', async () => {
    assert.equal((await app.run(process.execPath, '--no-warnings', 'main.cjs')).trim(), answer);
  });

  test('finds every entry, and only those', async () => {
    await app.write(
      'entries.mjs',
      `const names = ['cognito-wasm', 'cognito-wasm/auth', 'cognito-wasm/utils', 'cognito-wasm/dist/index.js'];
       const entries = await Promise.allSettled(names.map((name) => import(name)));
       console.log(entries.map(({ value }) => typeof value?.signIn + typeof value?.Hub).join(' '));`,
    );
    const found = (await app.run(process.execPath, 'entries.mjs')).trim().split(' ');
    assert.deepEqual(found, ['functionobject', 'functionundefined', 'undefinedobject', 'undefinedundefined']);
  });

  for (const [name, bundle] of Object.entries({ esbuild: bundleWithEsbuild, webpack: bundleWithWebpack })) {
    test(`runs in Chromium, bundled by ${name} without settings`, async () => {
      assert.equal(await consoleLine(await bundle(app, 'main.mjs')), answer);
    });

    test(`that uses nothing of it gets nothing of it from ${name}`, async () => {
      await app.write('unused.mjs', "import 'cognito-wasm';");
      assert.equal((await bundle(app, 'unused.mjs')).trim(), '');
    });

    test(`that only reads tokens does not get the wasm module from ${name}`, async () => {
      await app.write('reader.mjs', "import { decodeJWT } from 'cognito-wasm'; console.log(decodeJWT('e30.e30.'));");
      assert.ok((await bundle(app, 'reader.mjs')).length < 5000);
    });
  }

  for (const resolution of ['bundler', 'nodenext']) {
    test(`compiles with TypeScript, which resolves as ${resolution}`, async () => {
      await app.write(
        'typed.mts',
        `import { createAuth, fetchAuthSession, signIn } from 'cognito-wasm';
         import { signOut } from 'cognito-wasm/auth';
         import { Hub } from 'cognito-wasm/utils';
         const { isSignedIn }: { isSignedIn: boolean } = await signIn({ username: 'jane', password: 'Password123' });
         const sub: string | undefined = (await fetchAuthSession()).userSub;
         Hub.listen('auth', ({ payload }) => console.log(payload.event, isSignedIn, sub));
         await signOut({ global: true });
         // @ts-expect-error a configuration is needed
         createAuth();`,
      );
      const module = resolution === 'bundler' ? 'esnext' : 'nodenext';
      const output = { target: 'es2022', module, moduleResolution: resolution, lib: ['es2022', 'dom'], noEmit: true };
      const checks = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, types: [] };
      const settings = { compilerOptions: { ...output, ...checks }, files: ['typed.mts'] };
      await app.write('tsconfig.json', JSON.stringify(settings));
      assert.equal(await app.run(npmCommand('tsc')), '');
    });
  }
});

/**
 * @param {App} app
 * @param {string} entry
 * @returns {Promise<string>} the bundle
 */
async function bundleWithEsbuild(app, entry) {
  const options = /** @type {const} */ ({
    bundle: true,
    format: 'esm',
    minify: true,
    write: false,
    logLevel: 'silent',
  });
  const { outputFiles, warnings } = await build({ entryPoints: [app.path(entry)], ...options });
  assert.deepEqual(
    warnings.filter(({ id }) => id !== 'ignored-bare-import'),
    [],
  );
  assert.equal(outputFiles.length, 1);
  return outputFiles[0]?.text ?? '';
}

/**
 * @param {App} app
 * @param {string} entry
 * @returns {Promise<string>} the bundle
 */
async function bundleWithWebpack(app, entry) {
  const path = app.path('webpack');
  const compiler = webpack({
    context: app.folder,
    entry: app.path(entry),
    mode: 'production',
    output: { path, clean: true },
    performance: { hints: false },
  });
  const stats = await promisify(compiler.run.bind(compiler))();
  const { errors, warnings, assets } = stats?.toJson({ all: false, errors: true, warnings: true, assets: true }) ?? {};
  assert.deepEqual([errors, warnings, assets?.map(({ name }) => name)], [[], [], ['main.js']]);
  return readFile(app.path('webpack', 'main.js'), 'utf8');
}

/**
 * Runs a script in Chromium.
 *
 * @param {string} script
 * @returns {Promise<string>} the first line that it logs
 */
async function consoleLine(script) {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    // A page of its own with a real origin, so that it has a storage.
    await page.route('http://localhost/', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
    );
    await page.goto('http://localhost/');
    const line = page.waitForEvent('console');
    await page.addScriptTag({ content: script, type: 'module' });
    return (await line).text();
  } finally {
    await browser.close();
  }
}
