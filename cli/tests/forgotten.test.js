// A local Cognito forgets at its end: the next push makes the backend anew, and says so.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startServer } from 'cognito-wasm-local';
import { services } from '../src/services.js';
import { projectWithAuth } from './support/project.js';
import { command } from './support/run.js';

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
beforeEach(async () => {
  server = await startServer({ port: 0, seed: false });
});
afterEach(() => server.close());

const at = (cwd) => (line) => command(`${line} --endpoint ${server.url}`, { cwd, services });

const poolOfFile = (cwd) => {
  const { auth } = JSON.parse(readFileSync(join(cwd, 'amplifyconfiguration.json'), 'utf8'));
  return auth.plugins.awsCognitoAuthPlugin.CognitoUserPool.Default.PoolId;
};

const poolsThere = () => server.cognito.dump().userPools.map(({ id }) => id);

test('a push to a Cognito that has forgotten everything makes it anew without being told to', async () => {
  const cwd = projectWithAuth();
  const run = at(cwd);
  assert.equal((await run('push --yes')).code, 0);
  const before = poolOfFile(cwd);
  server.cognito.reset({ seed: false });

  const status = await run('status');
  assert.match(
    status.output,
    /Nothing is left of the last push to http:\/\/localhost:\d+\. The next one makes it anew\./,
  );
  assert.match(status.output, /Create {5}UserPool /);
  assert.doesNotMatch(status.output, /somebody else/);

  const { code, output, errors } = await run('push --yes');
  assert.equal(code, 0, errors);
  assert.match(
    output,
    /^Nothing is left of the last push to http:\/\/localhost:\d+\. This push makes it anew\.\n\nTo /,
  );
  assert.doesNotMatch(output, /somebody else/);
  assert.match(output, /The backend is ready\.\nWritten: amplifyconfiguration\.json\n$/);
  assert.notEqual(poolOfFile(cwd), before);
  assert.deepEqual(poolsThere(), [poolOfFile(cwd)]);
  assert.match((await run('push --yes')).output, /^No changes/);
});

test('a project without auth has nothing to make anew', async () => {
  const cwd = projectWithAuth();
  const run = at(cwd);
  await run('push --yes');
  await command('remove auth --yes', { cwd });
  server.cognito.reset({ seed: false });
  const { code, output, errors } = await run('push --yes');
  assert.equal(code, 0, errors);
  assert.match(output, /The backend has been deleted\./);
  assert.deepEqual(poolsThere(), []);
});
