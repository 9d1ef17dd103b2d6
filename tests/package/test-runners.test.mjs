/** Tests of an app, in the common runners and environments, against a local Cognito. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { SEED, startServer } from '../../local/src/index.js';
import { inRoot } from '../../scripts/run/paths.mjs';
import { App, consumerCommand } from './app.mjs';

describe('the tests of an app', () => {
  /** @type {Awaited<ReturnType<typeof startServer>>} */
  let cognito;
  /** @type {Record<string, App>} */
  const apps = {};
  before(async () => {
    cognito = await startServer({ port: 0 });
    const { userPoolId, nativeClientId: userPoolClientId } = SEED;
    const LOCAL_COGNITO = JSON.stringify({ origin: cognito.url, userPoolId, userPoolClientId });
    for (const from of ['jest', 'vitest']) apps[from] = await App.create({ from, env: { LOCAL_COGNITO } });
  });
  after(async () => {
    for (const app of Object.values(apps)) await app.remove();
    await cognito.close();
  });

  /**
   * @param {string} runner
   * @param {string[]} args
   */
  const run = async (runner, ...args) => apps[runner]?.run(consumerCommand(runner), ...args);

  for (const environment of ['node', 'jsdom']) {
    test(`run in Vitest's ${environment} environment without configuration`, async () => {
      await run('vitest', 'run', `--environment=${environment}`);
    });
  }

  test('run in Jest without configuration', async () => {
    await run('jest', '--env=node');
  });

  test("run in Jest's jsdom environment with the globals that it hides", async () => {
    await run('jest', '--env=./jsdom-with-node.js');
  });

  test("use the globals of the documents in Jest's jsdom environment", async () => {
    const lines = await readFile(inRoot('tests/package/consumers/jest/jsdom-with-node.js'), 'utf8');
    assert.ok((await readFile(inRoot('docs/environments.md'), 'utf8')).includes(`\`\`\`js\n${lines}\`\`\``));
  });

  test("get an error in Jest's jsdom environment that names what it hides", async () => {
    await assert.rejects(run('jest', '--env=jsdom'), ({ stderr }) => {
      assert.match(stderr, /PlatformNotSupported: .* has no TextDecoder, TextEncoder, DecompressionStream\n/);
      return true;
    });
  });
});
