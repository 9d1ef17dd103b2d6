import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { COMMAND_OPTIONS, warningAbout } from '../src/command-options.js';
import { SEED, startServer } from '../src/index.js';
import { SEED_USER, withClient } from './support/calls.js';

const ORIGIN = { origin: 'http://localhost:8080' };
const EXPOSED = 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date';

let server;
before(async () => {
  server = await startServer({ port: 0, deterministic: true });
});
after(() => server.close());

const post = (operation, body, headers = {}) =>
  fetch(server.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
      ...ORIGIN,
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

describe('the server', () => {
  it('listens on the loopback address only', async () => {
    assert.match(server.url, /^http:\/\/localhost:\d+\/$/);
    const response = await fetch(`http://127.0.0.1:${server.port}/health`);
    assert.deepEqual(await response.json(), { status: 'ok' });
    // A server that listens on every address would also answer here: on Linux, all of 127.0.0.0/8 is loopback.
    const others = Object.values(networkInterfaces())
      .flatMap((addresses = []) => addresses)
      .filter(({ address, family }) => family === 'IPv4' && address !== '127.0.0.1')
      .map(({ address }) => address);
    for (const host of ['::1', ...(process.platform === 'linux' ? ['127.0.0.2'] : []), ...others]) {
      const socket = connect({ host, port: server.port });
      const isConnected = await once(socket, 'connect').then(
        () => true,
        () => false,
      );
      socket.destroy();
      assert.equal(isConnected, false, host);
    }
  });

  it('publishes its own address', async () => {
    const response = await fetch(`${server.url}amplifyconfiguration.json`);
    const { auth } = await response.json();
    assert.equal(auth.plugins.awsCognitoAuthPlugin.CognitoUserPool.Default.userPoolEndpoint, server.url);
  });

  it('rejects bodies that are too large, and goes on', async () => {
    assert.equal((await post('SignUp', 'x'.repeat(2 ** 20))).status, 400);
    for (const length of [2 ** 20 + 1, 2 ** 21]) assert.equal((await post('SignUp', 'x'.repeat(length))).status, 413);
    assert.equal((await post('DescribeUserPool', { UserPoolId: SEED.userPoolId })).status, 200);
  });

  it('rejects invalid requests, and goes on', async () => {
    for (const options of [
      { method: 'TRACE' },
      { path: '//' },
      { path: '//evil.test/' },
      { path: 'http://evil.test/' },
      { headers: { host: 'a:b' } },
      { headers: { host: 'x@localhost' } },
    ]) {
      const raw = httpRequest({ host: '127.0.0.1', port: server.port, ...options });
      raw.end();
      const [response] = await once(raw, 'response');
      response.resume();
      assert.equal(response.statusCode, 400, JSON.stringify(options));
    }
    assert.equal((await fetch(`${server.url}health`)).status, 200);
  });

  it('closes the connection for a fault', async () => {
    server.cognito.faults.add({ kind: 'drop', operation: '*', times: 1 });
    await assert.rejects(post('DescribeUserPool', {}), TypeError);
    server.cognito.faults.add({ kind: 'lose-reply', operation: 'SignUp', times: 1 });
    await assert.rejects(post('SignUp', withClient(SEED_USER)), TypeError);
    assert.equal(server.cognito.dump().users.length, 1);
    server.cognito.reset();
  });

  it('passes cookies on, each in a header of its own', async () => {
    const { handle } = server.cognito;
    server.cognito.handle = () => {
      const headers = new Headers([
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2, c'],
      ]);
      return Promise.resolve(new Response('', { headers }));
    };
    const response = await fetch(server.url);
    server.cognito.handle = handle;
    assert.deepEqual(response.headers.getSetCookie(), ['a=1', 'b=2, c']);
  });

  it('uses one connection per request, so that browsers do not repeat requests', async () => {
    const raw = httpRequest({ host: '127.0.0.1', port: server.port, path: '/health' });
    raw.setHeader('connection', 'keep-alive');
    raw.end();
    const [response] = await once(raw, 'response');
    response.resume();
    assert.equal(response.headers.connection, 'close');
  });

  it('closes without waiting for held replies or unfinished requests', async () => {
    const other = await startServer({ port: 0 });
    other.cognito.faults.add({ kind: 'delay', operation: '*', times: 1 });
    const headers = { 'x-amz-target': 'AWSCognitoIdentityProviderService.GetUser' };
    const held = other.cognito.handle(new Request(other.url, { method: 'POST', headers, body: '{}' }));
    const unfinished = connect({ host: '127.0.0.1', port: other.port });
    await once(unfinished, 'connect');
    unfinished.on('error', () => {});
    unfinished.write('POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10\r\n\r\n{');
    await fetch(`${other.url}health`);
    await other.close();
    assert.equal((await held).status, 400);
    await assert.rejects(fetch(`${other.url}health`), TypeError);
  });

  it('has one part of the API that verifies at the root of a port of its own', async () => {
    await assert.rejects(startServer({ port: 0, apiPorts: { elsewhere: 0 } }), /Not a part of the API: elsewhere/);
    const free = await startServer({ port: 0 });
    const { port } = free;
    await free.close();
    const server = await startServer({ port: 0, apiPorts: { public: port } });
    const response = await fetch(`http://localhost:${port}/prod/items`);
    const { caller, request } = await response.json();
    assert.deepEqual([caller.kind, request.path], ['anonymous', '/prod/items']);
    const inside = await fetch(`http://localhost:${port}/_test/clock`);
    assert.equal((await inside.json()).request.path, '/_test/clock');
    await assert.rejects(startServer({ port: 0, apiPorts: { iam: port } }), { code: 'EADDRINUSE' });
    await server.close();
    await assert.rejects(fetch(`http://localhost:${port}/`));
  });

  it('reports a port that is in use', async () => {
    await assert.rejects(startServer({ port: server.port }), { code: 'EADDRINUSE' });
  });
});

describe('a page from another origin', () => {
  it('learns what it may send', async () => {
    const wanted =
      'authorization,cache-control,content-type,x-amz-target,x-amz-user-agent,amz-sdk-invocation-id,amz-sdk-request';
    const response = await fetch(server.url, {
      method: 'OPTIONS',
      headers: {
        ...ORIGIN,
        'access-control-request-method': 'POST',
        'access-control-request-headers': wanted,
      },
    });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('access-control-allow-origin'), ORIGIN.origin);
    assert.match(response.headers.get('access-control-allow-methods'), /\bPOST\b/);
    const allowed = response.headers.get('access-control-allow-headers').split(/, ?/);
    for (const name of wanted.split(',')) assert.ok(allowed.includes(name), name);
    assert.equal(await response.text(), '');
  });

  it('can read replies, errors, faults and their headers', async () => {
    const answers = [
      await post('DescribeUserPool', { UserPoolId: SEED.userPoolId }),
      await post('GetUser', { AccessToken: 'nonsense' }),
      await post('Unknown', {}),
      await post('SignUp', 'x'.repeat(2 ** 21)),
      await fetch(`${server.url}${SEED.userPoolId}/.well-known/jwks.json`, { headers: ORIGIN }),
      await fetch(`${server.url}_test/outbox`, { headers: ORIGIN }),
      await fetch(`${server.url}nothing`, { headers: ORIGIN }),
    ];
    for (const kind of ['status', 'error', 'html']) {
      server.cognito.faults.add({ kind, operation: '*', times: 1 });
      answers.push(await post('DescribeUserPool', {}));
    }
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 400, 400, 413, 200, 200, 404, 500, 400, 503],
    );
    for (const answer of answers) {
      assert.equal(answer.headers.get('access-control-allow-origin'), ORIGIN.origin, answer.url);
      assert.equal(answer.headers.get('vary'), 'origin');
      assert.equal(answer.headers.get('access-control-expose-headers'), EXPOSED);
    }
  });

  it('finds an error in the header and the body, with the request id', async () => {
    const response = await post('GetUser', { AccessToken: 'nonsense' });
    assert.equal(response.status, 400);
    assert.equal(response.headers.get('content-type'), 'application/x-amz-json-1.1');
    assert.equal(response.headers.get('x-amzn-errortype'), 'NotAuthorizedException:');
    assert.equal(response.headers.get('x-amzn-errormessage'), 'Invalid Access Token');
    assert.match(response.headers.get('x-amzn-requestid'), /^[0-9a-f-]{36}$/);
    const message = 'Invalid Access Token';
    assert.deepEqual(await response.json(), { __type: 'NotAuthorizedException', message });
  });
});

describe('the command', () => {
  const command = fileURLToPath(new URL('../bin/cognito-wasm-local.js', import.meta.url));
  const start = (...args) => spawn(process.execPath, [command, ...args], { stdio: 'pipe' });
  const textOf = async (stream) => (await stream.setEncoding('utf8').toArray()).join('');

  for (const signal of ['SIGTERM', 'SIGINT']) {
    it(`prints one line, serves, and ends on ${signal}`, async () => {
      const child = start('--port', '0', '--deterministic');
      const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
      const [, url] = /^Local Cognito at (http:\/\/localhost:\d+\/) \(.*mailbox\)\n$/.exec(line) ?? [];
      assert.ok(url, line);
      assert.equal((await fetch(`${url}health`)).status, 200);
      const more = textOf(child.stdout);
      child.kill(signal);
      const [code, killedBy] = await once(child, 'exit');
      assert.deepEqual([code, killedBy], [0, null]);
      assert.equal(await more, '');
    });
  }

  it('returns from the hosted UI to the addresses of the options', async () => {
    const child = start('--port', '0', '--callback-url', 'http://localhost:1/', '--callback-url', 'app://in');
    const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
    const [, url] = /at (\S+)/.exec(line);
    const { auth } = await (await fetch(`${url}amplifyconfiguration.json`)).json();
    child.kill();
    const { SignInRedirectURI, SignOutRedirectURI } = auth.plugins.awsCognitoAuthPlugin.Auth.Default.OAuth;
    assert.deepEqual([SignInRedirectURI, SignOutRedirectURI], Array(2).fill('http://localhost:1/,app://in'));
  });

  it('creates users and pools of files, keeps them in a file, and listens where it is told', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'command-'));
    const file = (name) => join(folder, name);
    await writeFile(file('users.json'), '\ufeff[{"username":"jane","password":"Password123"}]');
    await writeFile(
      file('aws-exports.js'),
      'export default {"aws_user_pools_id":"eu-west-1_A","aws_user_pools_web_client_id":"b"};',
    );
    await writeFile(file('second.json'), '{"aws_user_pools_id":"eu-west-1_C","aws_user_pools_web_client_id":"d"}');
    const configs = ['--config', file('aws-exports.js'), '--config', file('second.json')];
    const child = start(
      '--port',
      '0',
      '--host',
      '127.0.0.1',
      '--users',
      file('users.json'),
      '--data',
      file('data.json'),
      ...configs,
    );
    await once(child.stdout.setEncoding('utf8'), 'data');
    child.kill();
    await once(child, 'exit');
    const { records } = JSON.parse(await readFile(file('data.json'), 'utf8'));
    assert.deepEqual(
      records.userPools.map(([id]) => id),
      [SEED.userPoolId, 'eu-west-1_A', 'eu-west-1_C'],
    );
    assert.deepEqual(
      records.users.map(({ username, poolId }) => [username, poolId]),
      [['jane', 'eu-west-1_A']],
    );
    await writeFile(file('data.json'), '{');
    for (const [args, text] of [
      [['--data', file('data.json')], /^Cannot go on from the data file .*data\.json\. It is not whole/],
      [['--config', file('none.json')], /^Cannot read the configuration .*none\.json: ENOENT/],
      [['--users', file('data.json')], /^Cannot read the users in .*data\.json: /],
      [['--users', file('second.json')], /^users must be a list\.\n$/],
      [['--host', 'http://a'], /^Not an address to listen on, such as 127\.0\.0\.1 or 0\.0\.0\.0: http:\/\/a\n$/],
    ]) {
      const refused = start('--port', '0', ...args);
      const [message, [code]] = await Promise.all([textOf(refused.stderr), once(refused, 'exit')]);
      assert.match(message, text);
      assert.equal(code, 1);
    }
    await rm(folder, { recursive: true });
  });

  it('warns of an address that others can reach', () => {
    for (const host of [undefined, 'localhost', '127.0.0.1', '127.0.0.2', '::1']) {
      assert.equal(warningAbout({ host }), undefined, host);
    }
    for (const host of ['0.0.0.0', '::', '192.0.2.7', '127.0.0.1.attacker.test']) {
      assert.ok(warningAbout({ host })?.startsWith(`Whoever reaches ${host} can `), host);
    }
  });

  it('explains its options and rejects unknown ones', async () => {
    for (const option of ['--help', '-h']) {
      const help = await textOf(start(option).stdout);
      assert.match(help, /^Usage: cognito-wasm-local/);
      for (const name of Object.keys(COMMAND_OPTIONS)) assert.ok(help.includes(`  --${name}`), name);
    }
    const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
    for (const option of ['--version', '-v']) assert.equal(await textOf(start(option).stdout), `${version}\n`);
    for (const [args, text] of [
      [['--prot', '1'], /Unknown option '--prot'/],
      [['--port', 'abc'], /^Not a port, which is a number from 0 to 65535: "abc"\n$/],
      [['--port', ''], /^Not a port, which is a number from 0 to 65535: ""\n$/],
      [['--port', '0x10'], /^Not a port, which is a number from 0 to 65535: "0x10"\n$/],
      [['--callback-url', 'http://app.test/'], /^http:\/\/app\.test\/ cannot use the HTTP protocol\.\n$/],
      [['--logout-url', '/bye'], /^\/bye is not an absolute address\.\n$/],
      [
        ['--port', String(server.port)],
        new RegExp(
          `^Cannot listen on port ${server.port}: it is taken \\(EADDRINUSE\\)\\. Take another one with --port,`,
        ),
      ],
      [
        ['--port', '0', '--api-port', 'iam=0', '--api-port', `s3=${server.port}`],
        new RegExp(`^Cannot listen on port ${server.port}: it is taken .* another one with --api-port s3=PORT\\.\n$`),
      ],
    ]) {
      const child = start(...args);
      const [message, [code]] = await Promise.all([textOf(child.stderr), once(child, 'exit')]);
      assert.match(message, text);
      assert.equal(code, 1);
    }
  });
});
