// Addresses of other services, and what may answer there: the real command against servers that are no Cognito, or a bad one.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { Project } from '../src/project/project.js';
import { services } from '../src/services.js';
import { clientsOf } from './support/aws.js';
import { filesOf } from './support/folder.js';
import { localCognito } from './support/made.js';
import { projectWithAuth } from './support/project.js';
import { command } from './support/run.js';

/** A server that answers all requests in one way; those for lists, if they are to be empty, in another. */
async function server(t, body, status = 200, { hasLists = false } = {}) {
  const running = createServer(({ headers }, response) =>
    hasLists && /\.List\w+$/.test(headers['x-amz-target']) ? response.end('{}') : response.writeHead(status).end(body),
  );
  running.listen(0, '127.0.0.1');
  await once(running, 'listening');
  t.after(() => (running.closeAllConnections(), running.close()));
  return `http://localhost:${running.address().port}`;
}

const push = (cwd, endpoint) => command(`push --yes --endpoint ${endpoint}`, { cwd, services });

describe('an address', () => {
  for (const [address, message] of [
    ['http://user:hush@localhost:9229', /^Error: --endpoint has a user name or password in it\. Leave it out/],
    ['http://hush@localhost:9229', /^Error: --endpoint has a user name or password in it\. Leave it out/],
    ['http://localhost:9229/?x=hush', /^Error: --endpoint must end before \? and #\.$/],
    [
      'ftp://localhost',
      /^Error: --endpoint must be an address such as http:\/\/localhost:9229, not "ftp:\/\/localhost"\.$/,
    ],
    ['localhost:9229', /^Error: --endpoint must be an address/],
    ['', /^Error: --endpoint must be an address such as http:\/\/localhost:9229, not ""\.$/],
  ])
    it(`such as "${address}" is refused, and stands in no file and no line`, async () => {
      const cwd = projectWithAuth();
      const before = filesOf(cwd);
      const { code, output, errors } = await push(cwd, address);
      assert.equal(code, 2);
      assert.match(errors.trim(), message);
      assert.equal(output, '');
      assert.doesNotMatch(errors, /hush/);
      assert.deepEqual(filesOf(cwd), before);
    });

  it('of another protocol is explained', async (t) => {
    const { errors } = await push(projectWithAuth(), (await server(t, '{}')).replace('http:', 'https:'));
    assert.match(errors, /^Error: localhost does not speak https there\. Try http:\/\/ in its address\.\n$/);
  });
});

describe('what is no Cognito', () => {
  for (const [what, body, status] of [
    ['nothing', ''],
    ['an empty object', '{}'],
    ['a list for an ID', '{"UserPool":{"Id":["x"]}}'],
    ['a long ID', JSON.stringify({ UserPool: { Id: `us-east-1_${'a'.repeat(100_000)}` } })],
    ['a page', '<html><body>hush</body></html>'],
    ['a page that says that it is missing', '<html><body>hush</body></html>', 404],
    ['the address of another page', '', 302],
  ])
    it(`is told by ${what}, and no ID is written`, async (t) => {
      const cwd = projectWithAuth();
      const { code, output, errors } = await push(cwd, await server(t, body, status));
      assert.equal(code, 1);
      assert.match(errors, /^Error: What answers (there|at \S+) is not (Amazon Cognito|an AWS service)[^\n]*\n$/);
      assert.doesNotMatch(output, /is ready|Deserialization|Unexpected token/);
      assert.equal(filesOf(cwd)['amplifyconfiguration.json'], undefined);
      assert.doesNotMatch(JSON.stringify(filesOf(cwd)), /aaaa|"userPoolId"/);
    });
});

it('an error of what stands before a Cognito is told with its status, and is no reason to make anything twice', async (t) => {
  const page = '<html><body>hush</body></html>';
  const { code, output, errors } = await push(projectWithAuth(), await server(t, page, 502, { hasLists: true }));
  assert.equal(code, 1);
  assert.match(
    errors,
    /^Error: localhost failed at CreateUserPool \(status 502\), perhaps after[^\n]*Push again[^\n]*\n$/,
  );
  // The reason is told once.
  assert.match(output, /✘ Failed: UserPool \S+\n$/);
});

describe('a Cognito that lacks an operation', () => {
  /** A local Cognito behind a server that answers one operation with a page. */
  async function lacking(t, operation) {
    const local = await localCognito();
    const lacks = { operation: '' };
    const front = createServer(async (request, response) => {
      const { 'x-amz-target': target = '', 'content-type': type } = request.headers;
      if (target.endsWith(`.${lacks.operation}`)) return response.writeHead(404).end('<html></html>');
      const parts = [];
      for await (const part of request) parts.push(part);
      const headers = { 'x-amz-target': target, 'content-type': type };
      const reply = await fetch(local.url, { method: 'POST', headers, body: Buffer.concat(parts) });
      return response.writeHead(reply.status, { 'content-type': type }).end(await reply.text());
    });
    front.listen(0, '127.0.0.1');
    await once(front, 'listening');
    t.after(() => (front.closeAllConnections(), front.close(), local.close()));
    const url = `http://localhost:${front.address().port}`;
    const cwd = projectWithAuth();
    assert.equal((await push(cwd, url)).code, 0);
    lacks.operation = operation;
    return { cwd, url };
  }

  it('is told which', async (t) => {
    const { cwd, url } = await lacking(t, 'GetIdentityPoolRoles');
    for (const line of ['status', 'push --yes']) {
      const { code, errors } = await command(`${line} --endpoint ${url}`, { cwd, services });
      assert.equal(code, 1);
      assert.match(errors, /^Error: What answers at localhost [^\n]* does not know GetIdentityPoolRoles\.[^\n]*\n$/);
    }
  });

  for (const operation of ['GetIdentityPoolRoles', 'DescribeUserPoolClient'])
    it(`loses its backend though ${operation} is not answered`, async (t) => {
      const { cwd, url } = await lacking(t, operation);
      await command('remove auth --yes', { cwd, services });
      const { code, output, errors } = await push(cwd, url);
      assert.equal(code, 0, errors);
      assert.match(output, /✔ Deleted UserPool [^]*The backend has been deleted\./);
      assert.deepEqual(Project.find(cwd).pushed(url), { outputs: {} });
    });
});

describe('a reply that is lost', () => {
  let local;
  before(async () => (local = await localCognito()));
  after(() => local.close());
  const made = async (operation) => {
    const entries = await (await fetch(`${local.url}/_test/journal`)).json();
    return entries.filter((entry) => entry.operation === operation).length;
  };

  for (const [operation, count] of Object.entries({
    CreateUserPool: 1,
    CreateUserPoolClient: 2,
    CreateIdentityPool: 1,
  }))
    it(`to ${operation} makes nothing twice, and the next push goes on`, async () => {
      await fetch(`${local.url}/_test/reset`, { method: 'POST' });
      const fault = JSON.stringify({ operation, kind: 'lose-reply', times: 1 });
      await fetch(`${local.url}/_test/faults`, { method: 'POST', body: fault });
      const cwd = projectWithAuth();
      const { code, errors } = await push(cwd, local.url);
      assert.equal(code, 1);
      assert.match(errors, new RegExp(`^Error: The reply to ${operation} was lost\\. Push again: [^\\n]*\\n$`));
      assert.equal(await made(operation), 1);
      assert.equal((await push(cwd, local.url)).code, 0);
      assert.equal(await made(operation), count);
      assert.ok(Project.find(cwd).pushed(local.url).outputs.identityPoolId);
    });

  it('is not waited for without end', async () => {
    const { cognito } = clientsOf(local.url);
    const { ListUserPoolsCommand } = await import('@aws-sdk/client-cognito-identity-provider');
    await cognito.send(new ListUserPoolsCommand({ MaxResults: 1 }));
    const { requestTimeout, throwOnRequestTimeout } = cognito.config.requestHandler.httpHandlerConfigs();
    assert.deepEqual([requestTimeout, throwOnRequestTimeout], [30_000, true]);
  });
});
