/** Programs outside a browser run the wasm module too. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { npmCommand } from '../../scripts/run/paths.mjs';
import { answer, App, ask, bunCommand, configuration, consumerCommand } from './app.mjs';

const imported = `import { createAuth } from 'cognito-wasm'; ${ask}`;
const required = `const { createAuth } = require('cognito-wasm'); ${ask}`;

describe('a program', () => {
  /** @type {App} */
  let app;
  before(async () => {
    app = await App.create({ files: { 'main.mjs': imported, 'main.cjs': required } });
  });
  after(() => app.remove());

  /**
   * @param {string} command
   * @param {string[]} args
   */
  const output = async (command, ...args) => (await app.run(command, ...args)).trim();

  test('that imports the package runs the module in Node', async () => {
    assert.equal(await output(process.execPath, 'main.mjs'), answer);
  });

  test('that requires the package runs the module in Node', async () => {
    // Node before 20.19 cannot `require` ECMAScript modules.
    assert.equal(await output(process.execPath, '--no-experimental-require-module', 'main.cjs'), answer);
  });

  test('that both imports and requires the package has one configuration, one Hub and one kind of error', async () => {
    await app.write(
      'both.mjs',
      `import { createRequire } from 'node:module';
       import * as imported from 'cognito-wasm';
       const required = createRequire(import.meta.url)('cognito-wasm');
       const events = [];
       required.Hub.listen('auth', ({ payload }) => events.push(payload.event));
       await imported.Amplify.configure(${JSON.stringify(configuration)});
       await required.signOut();
       const error = await required.getCurrentUser().catch((reason) => reason);
       console.log(JSON.stringify([
         required.signIn !== imported.signIn,
         required.Amplify.getConfig() === imported.Amplify.getConfig(),
         events,
         error instanceof imported.AuthError,
         error.name,
       ]));`,
    );
    const expected = [true, true, ['signedOut'], true, 'UserUnAuthenticatedException'];
    assert.deepEqual(JSON.parse(await output(process.execPath, 'both.mjs')), expected);
  });

  for (const kind of ['import', 'require']) {
    test(`can ${kind} every entry and nothing else`, async () => {
      const entries = [
        'cognito-wasm',
        'cognito-wasm/auth',
        'cognito-wasm/utils',
        'cognito-wasm/embedded',
        'cognito-wasm/slim',
      ];
      const names = ['signIn', 'Hub', 'Amplify', 'initialize'];
      await app.write(
        'entries.mjs',
        `import { createRequire } from 'node:module';
         const load = ${kind === 'import' ? '(entry) => import(entry)' : 'createRequire(import.meta.url)'};
         for (const entry of ${JSON.stringify([...entries, 'cognito-wasm/dist/index.js'])}) {
           const found = await Promise.resolve(entry).then(load).catch(({ code }) => ({ [code]: true }));
           const names = ${JSON.stringify(names)}.filter((name) => name in found);
           console.log(names.join(' ') || Object.keys(found).join(' '));
         }`,
      );
      const found = (await output(process.execPath, '--no-experimental-require-module', 'entries.mjs')).split('\n');
      assert.deepEqual(found, [
        'signIn Hub Amplify',
        'signIn',
        'Hub',
        'signIn Hub Amplify',
        'signIn Hub Amplify initialize',
        'ERR_PACKAGE_PATH_NOT_EXPORTED',
      ]);
    });
  }

  test('that imports the package from cognito-wasm/embedded runs the module in Node', async () => {
    await app.write('embedded.mjs', imported.replace("'cognito-wasm'", "'cognito-wasm/embedded'"));
    assert.equal(await output(process.execPath, 'embedded.mjs'), answer);
  });

  test("can pass the package's file to cognito-wasm/slim", async () => {
    await app.write(
      'slim.cjs',
      `const { createAuth, initialize } = require('cognito-wasm/slim');
       initialize(require('node:fs').promises.readFile(require.resolve('cognito-wasm/wasm'))); ${ask}`,
    );
    assert.equal(await output(process.execPath, 'slim.cjs'), answer);
  });

  test('runs the module in Deno', async () => {
    assert.equal(await output(consumerCommand('deno'), 'run', '--allow-all', '--no-lock', 'main.mjs'), answer);
  });

  for (const file of ['main.mjs', 'main.cjs']) {
    test(`runs the module in Bun: ${file}`, async () => {
      assert.equal(await output(await bunCommand(), file), answer);
    });
  }
});

test('a worker in workerd runs the module that it imports, and gets an error if it has to compile it', async () => {
  const app = await App.create({
    from: 'workerd',
    files: { 'configuration.js': `export const configuration = ${JSON.stringify(configuration)};` },
  });
  const bundle = ['worker.js', '--bundle', '--format=esm', '--external:cognito-wasm/wasm', '--outfile=build/worker.js'];
  await app.run(npmCommand('esbuild'), ...bundle, '--log-level=warning');
  const [slim, inlined = ''] = (await app.run(process.execPath, 'ask.js')).split('\n');
  await app.remove();
  assert.equal(slim, answer);
  const { name, recoverySuggestion } = JSON.parse(inlined);
  assert.equal(name, 'ContentSecurityPolicyException');
  assert.match(recoverySuggestion, /cognito-wasm\/slim/);
});
