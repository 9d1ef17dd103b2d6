// A first push that makes nothing: what is known of earlier pushes stays as it was.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { test } from 'node:test';
import { CliError } from '../src/errors.js';
import { Project } from '../src/project/project.js';
import { services } from '../src/services.js';
import './support/aws.js';
import { fakeEngine } from './support/fake-engine.js';
import { filesOf } from './support/folder.js';
import { localCognito } from './support/made.js';
import { projectWithAuth } from './support/project.js';
import { command } from './support/run.js';

/** The address of a server that has ended. */
async function nowhere() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return `http://127.0.0.1:${port}`;
}

/** Files that describe what has been pushed. */
const state = (cwd) => Object.entries(filesOf(cwd)).filter(([name]) => name.includes('#current-cloud-backend'));

test('without credentials for an endpoint, nothing is shown and no file is changed', async () => {
  const cwd = projectWithAuth();
  const before = filesOf(cwd);
  const { code, output, errors } = await command('push --yes --endpoint http://nowhere.invalid', { cwd, services });
  assert.deepEqual([code, output], [1, '']);
  assert.match(errors, /^Error: There are no AWS credentials[^\n]*\n$/);
  assert.deepEqual(filesOf(cwd), before);
});

test('an endpoint where nothing answers is not remembered', async () => {
  const cwd = projectWithAuth();
  const { code, output, errors } = await command(`push --yes --endpoint ${await nowhere()}`, { cwd, services });
  assert.deepEqual([code, output], [1, '']);
  assert.match(errors, /^Error: Nothing answers at the endpoint[^\n]*\n$/);
  assert.deepEqual(state(cwd), []);
});

test('the last push is still that to the Cognito where something was made', async (t) => {
  const local = await localCognito();
  t.after(() => local.close());
  const cwd = projectWithAuth();
  assert.equal((await command(`push --yes --endpoint ${local.url}`, { cwd, services })).code, 0);
  const before = state(cwd);
  await command(`push --yes --endpoint ${await nowhere()}`, { cwd, services });
  assert.deepEqual(state(cwd), before);
  assert.equal(Project.find(cwd).target(), local.url);
});

test('what a push was about to make is kept as long as that may have been made', async () => {
  const cwd = projectWithAuth();
  const engine = fakeEngine({
    beforeStep: () => {
      throw new CliError('The reply was lost.');
    },
  });
  await command('push --yes --endpoint http://localhost:9229', { cwd, services: { engine } });
  const project = Project.find(cwd);
  assert.equal(project.target(), 'aws');
  assert.equal(project.pushed('http://localhost:9229').unfinished[0], 'UserPool');
});
