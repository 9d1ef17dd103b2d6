/** Where a server listens, and under which names it answers. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { Server, connect } from 'node:net';
import { describe, it } from 'node:test';
import { startServer } from '../src/index.js';

/** The status of a reply under this name. */
async function statusFor(host, port, name) {
  const sent = httpRequest({ host, port, path: '/health', headers: { host: name } });
  sent.end();
  const [response] = await once(sent, 'response');
  response.resume();
  return response.statusCode;
}

/** Servers listen on 127.0.0.1 whatever they are told, so that the tests open nothing to the network. Returns what they were told. */
function watchListening(context) {
  const hosts = [];
  const { listen } = Server.prototype;
  context.mock.method(Server.prototype, 'listen', function (port, host, done) {
    hosts.push(host);
    return listen.call(this, port, '127.0.0.1', done);
  });
  return hosts;
}

describe('a server that listens on every address', () => {
  it('answers under the names of this machine and of the option, and under no other', async (context) => {
    const warned = context.mock.method(console, 'warn', () => {});
    const hosts = watchListening(context);
    const server = await startServer({ port: 0, host: '0.0.0.0', allowedHosts: ['cognito'] });
    context.after(() => server.close());
    const { port } = server;
    assert.deepEqual(hosts, ['0.0.0.0']);
    assert.equal(server.url, `http://localhost:${port}/`);
    assert.equal(await statusFor('127.0.0.1', port, `localhost:${port}`), 200);
    assert.equal(await statusFor('127.0.0.1', port, `cognito:${port}`), 200);
    for (const name of ['attacker.test', '0.0.0.0', '192.0.2.7']) {
      assert.equal(await statusFor('127.0.0.1', port, `${name}:${port}`), 403, name);
    }
    assert.match(warned.mock.calls[0].arguments[0], /start it with --allow-host attacker\.test$/);
  });
});

describe('a server that listens on one address', () => {
  it('has it in its own address, and answers under it', async (context) => {
    const hosts = watchListening(context);
    const server = await startServer({ port: 0, host: '192.0.2.7', apiPorts: { public: 0 } });
    context.after(() => server.close());
    assert.deepEqual(hosts, ['192.0.2.7', '192.0.2.7']);
    assert.equal(server.url, `http://192.0.2.7:${server.port}/`);
    assert.equal(await statusFor('127.0.0.1', server.port, `192.0.2.7:${server.port}`), 200);
    assert.equal(server.resourcesConfig().Auth.Cognito.userPoolEndpoint, server.url);
  });

  it('is not reached at others', { skip: process.platform !== 'linux' }, async (context) => {
    // All of 127.0.0.0/8 is loopback on Linux.
    const server = await startServer({ port: 0, host: '127.0.0.2' });
    context.after(() => server.close());
    assert.equal(await statusFor('127.0.0.2', server.port, 'localhost'), 200);
    const socket = connect({ host: '127.0.0.1', port: server.port });
    const isConnected = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    assert.equal(isConnected, false);
  });

  it('has brackets around an address of IPv6', async (context) => {
    watchListening(context);
    const server = await startServer({ port: 0, host: '2001:db8::7' });
    context.after(() => server.close());
    assert.equal(server.url, `http://[2001:db8::7]:${server.port}/`);
    assert.equal(await statusFor('127.0.0.1', server.port, '[2001:db8::7]'), 200);
  });
});

describe('an address that is none', () => {
  for (const host of ['', 'http://localhost', 'a b', 7, null]) {
    it(`is refused: ${JSON.stringify(host)}`, async () => {
      await assert.rejects(startServer({ port: 0, host }), {
        name: 'TypeError',
        message: /^Not an address to listen on/,
      });
    });
  }
});
