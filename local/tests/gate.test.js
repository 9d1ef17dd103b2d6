/** Allowed callers: pages and names of this machine, and those that an option allows. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { after, before, describe, it, mock } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SEED, createLocalCognito, startServer } from '../src/index.js';

const TARGET = 'AWSCognitoIdentityProviderService.';

/** Requests that no page of another machine may send. */
const REQUESTS = {
  'an administration operation': ['POST', '/', 'DescribeUserPool', { UserPoolId: SEED.userPoolId }],
  'an operation of a user pool': ['POST', '/', 'InitiateAuth', {}],
  'the mailbox': ['GET', '/'],
  'the messages': ['GET', '/_test/outbox'],
  'the journal': ['GET', '/_test/journal'],
  'the clock': ['POST', '/_test/clock', undefined, {}],
  'the faults': ['DELETE', '/_test/faults'],
  'a reset': ['POST', '/_test/reset', undefined, {}],
  'the configuration': ['GET', '/amplifyconfiguration.json'],
  'tokens of the hosted UI': ['POST', '/oauth2/token'],
  'the user of a token': ['GET', '/oauth2/userInfo'],
  'something that is not there': ['GET', '/nothing'],
};

/** Sends headers that `fetch` does not allow. */
async function ask(server, [method, path, operation, body], headers) {
  const target = operation === undefined ? {} : { 'x-amz-target': `${TARGET}${operation}` };
  const asked = httpRequest({ host: '127.0.0.1', port: server.port, method, path, headers: { ...target, ...headers } });
  asked.end(body === undefined ? undefined : JSON.stringify(body));
  const [response] = await once(asked, 'response');
  const text = (await response.setEncoding('utf8').toArray()).join('');
  return { status: response.statusCode, headers: response.headers, text };
}

const refusedWith = ({ status, text }) => {
  assert.equal(status, 403, text);
  const { __type, message } = JSON.parse(text);
  assert.equal(__type, 'AccessDeniedException');
  return message;
};

const FOREIGN_ORIGINS = [
  'http://evil.test',
  'https://app.test:8443',
  'null',
  'http://localhost.evil.test',
  'http://evil.test/localhost',
  'http://127.0.0.1.evil.test',
  'http://notlocalhost',
  'http://localhost@evil.test',
  'file://localhost',
  'chrome-extension://localhost',
  'http://192.168.0.1',
  'http://[::2]',
  'nonsense',
  '',
];
const OWN_ORIGINS = [
  'http://localhost:8080',
  'https://localhost',
  'http://app.localhost:3000',
  'http://127.0.0.1:5173',
  'http://127.8.9.10',
  'http://[::1]:8080',
];
const FOREIGN_HOSTS = ['evil.test', 'evil.test:9229', 'localhost.evil.test', '0.0.0.0', '192.168.0.1'];
const OWN_HOSTS = ['localhost', 'LOCALHOST:1', 'pool.localhost:9229', '127.0.0.1', '127.0.0.2:80', '[::1]:9229'];

describe('the gate', () => {
  let server;
  let warnings;
  before(async () => {
    warnings = mock.method(console, 'warn', () => {});
    server = await startServer({ port: 0, deterministic: true });
  });
  after(async () => {
    warnings.mock.restore();
    await server.close();
  });

  for (const [name, request] of Object.entries(REQUESTS)) {
    it(`keeps ${name} from pages of other machines, and from names of others`, async () => {
      for (const origin of FOREIGN_ORIGINS) refusedWith(await ask(server, request, { origin }));
      for (const host of FOREIGN_HOSTS) refusedWith(await ask(server, request, { host }));
      assert.equal(server.cognito.journal.entries().length, 0);
    });

    it(`gives ${name} to pages of this machine, and to programs`, async () => {
      for (const headers of [
        {},
        ...OWN_ORIGINS.map((origin) => ({ origin })),
        ...OWN_HOSTS.map((host) => ({ host })),
      ]) {
        const { status, text } = await ask(server, request, headers);
        assert.notEqual(status, 403, `${JSON.stringify(headers)} ${text}`);
      }
      server.cognito.journal.clear();
    });
  }

  it('lets only allowed pages read replies', async () => {
    const [origin] = OWN_ORIGINS;
    const answered = await ask(server, REQUESTS['the messages'], { origin });
    assert.equal(answered.headers['access-control-allow-origin'], origin);
    assert.equal(answered.headers.vary, 'origin');
    const programs = await ask(server, REQUESTS['the messages'], {});
    assert.equal(programs.headers['access-control-allow-origin'], undefined);
  });

  it('says which option allows a page, in an error that the page can read', async () => {
    const origin = 'https://app.test';
    const preflight = { ...{ origin }, 'access-control-request-method': 'POST' };
    assert.equal((await ask(server, ['OPTIONS', '/'], preflight)).status, 200);
    const answer = await ask(server, REQUESTS['an operation of a user pool'], { origin });
    assert.match(
      refusedWith(answer),
      /does not answer pages of https:\/\/app\.test: .*--allow-origin https:\/\/app\.test$/,
    );
    assert.equal(answer.headers['access-control-allow-origin'], origin);
  });

  it('says which option allows a name', async () => {
    const message = refusedWith(await ask(server, REQUESTS['the mailbox'], { host: 'cognito.test:9229' }));
    assert.match(message, /the name cognito\.test: .*--allow-host cognito\.test$/);
  });

  it('cannot be embedded as an image, script or frame by other sites', async () => {
    const embedded = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' };
    refusedWith(await ask(server, ['GET', '/_test/journal?after=0'], embedded));
    const frame = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' };
    refusedWith(await ask(server, REQUESTS['the mailbox'], frame));
    const link = { ...frame, 'sec-fetch-dest': 'document' };
    const page = await ask(server, REQUESTS['the mailbox'], link);
    assert.equal(page.status, 200);
    assert.equal(page.headers['content-security-policy'], "frame-ancestors 'none'");
    assert.equal(page.headers['x-content-type-options'], 'nosniff');
    assert.equal(page.headers['cross-origin-resource-policy'], 'same-site');
  });
});

describe('the console output', () => {
  it('has one line for each page and name, and a limit', async () => {
    const warnings = mock.method(console, 'warn', () => {});
    const cognito = createLocalCognito();
    const from = (headers) => cognito.handle(new Request('http://localhost/health', { headers }));
    for (let i = 0; i < 3; i += 1) {
      await from({ origin: 'https://app.test' });
      await from({ host: 'cognito.test' });
    }
    const texts = warnings.mock.calls.map(({ arguments: [text] }) => text);
    assert.deepEqual(
      texts.map((text) => /--allow-\w+ \S+$/.exec(text)?.[0]),
      ['--allow-origin https://app.test', '--allow-host cognito.test'],
    );
    for (let i = 0; i < 100; i += 1) await from({ origin: `https://page${i}.test` });
    assert.equal(warnings.mock.callCount(), 20);
    warnings.mock.restore();
  });
});

describe('an option', () => {
  const status = async (options, headers) => {
    const cognito = createLocalCognito(options);
    return (await cognito.handle(new Request('http://localhost/_test/outbox', { headers }))).status;
  };

  it('allows one page, all pages, or pages without an origin', async () => {
    const warnings = mock.method(console, 'warn', () => {});
    const page = { origin: 'https://app.test' };
    assert.equal(await status({ allowedOrigins: ['https://app.test/'] }, page), 200);
    assert.equal(await status({ allowedOrigins: ['https://app.test:444'] }, page), 403);
    assert.equal(await status({ allowedOrigins: ['http://app.test'] }, page), 403);
    assert.equal(await status({ allowedOrigins: ['*'] }, page), 200);
    assert.equal(await status({ allowedOrigins: ['null'] }, { origin: 'null' }), 200);
    assert.equal(
      await status({ allowedOrigins: ['chrome-extension://abc'] }, { origin: 'chrome-extension://abc' }),
      200,
    );
    warnings.mock.restore();
  });

  it('allows one name and the pages under it, or all names', async () => {
    const warnings = mock.method(console, 'warn', () => {});
    const host = { host: 'Host.Docker.Internal:9229' };
    assert.equal(await status({ allowedHosts: ['host.docker.internal'] }, host), 200);
    assert.equal(await status({ allowedHosts: ['host.docker.internal'] }, { host: 'other.internal' }), 403);
    const own = { ...host, origin: 'http://host.docker.internal:9229' };
    assert.equal(await status({ allowedHosts: ['host.docker.internal'] }, own), 200);
    assert.equal(await status({ allowedHosts: ['*'] }, host), 200);
    assert.equal(await status({ allowedHosts: ['*'] }, { ...host, origin: 'http://evil.test' }), 403);
    warnings.mock.restore();
  });

  it('must be an origin or a host name', () => {
    for (const allowedOrigins of [['app.test'], ['https://app.test/path'], ['https://a@app.test'], ['']]) {
      assert.throws(() => createLocalCognito({ allowedOrigins }), TypeError, allowedOrigins[0]);
    }
    for (const allowedHosts of [['cognito.test:9229'], ['https://cognito.test'], ['']]) {
      assert.throws(() => createLocalCognito({ allowedHosts }), TypeError, allowedHosts[0]);
    }
  });

  it('can be set on the command line', async () => {
    const command = fileURLToPath(new URL('../bin/cognito-wasm-local.js', import.meta.url));
    const allowed = [
      '--allow-origin',
      'https://app.test',
      '--allow-origin',
      'https://b.test',
      '--allow-host',
      'c.test',
    ];
    const child = spawn(process.execPath, [command, '--port', '0', ...allowed], { stdio: 'pipe' });
    const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
    const port = Number(/:(\d+)\//.exec(line)?.[1]);
    const statuses = [];
    for (const headers of [
      { origin: 'https://app.test' },
      { origin: 'https://b.test' },
      { host: 'c.test' },
      { host: 'd.test' },
    ]) {
      statuses.push((await ask({ port }, REQUESTS['the messages'], headers)).status);
    }
    child.kill();
    assert.deepEqual(statuses, [200, 200, 200, 403]);
    const refused = spawn(process.execPath, [command, '--port', '0', '--allow-host', 'a:1'], { stdio: 'pipe' });
    const [text] = await once(refused.stderr.setEncoding('utf8'), 'data');
    assert.match(text, /^Not a name .*: a:1\n$/);
  });
});

describe('an engine in a page or a worker', () => {
  it('is called under any name, since browsers pass neither Origin nor Host', async () => {
    const cognito = createLocalCognito();
    const request = new Request('https://cognito-idp.us-east-1.amazonaws.com/', {
      method: 'POST',
      headers: { 'x-amz-target': `${TARGET}DescribeUserPool` },
      body: JSON.stringify({ UserPoolId: SEED.userPoolId }),
    });
    assert.equal((await cognito.handle(request)).status, 200);
  });
});
