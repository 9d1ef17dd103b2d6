/** The websockets of the API that verifies: AppSync's subscriptions and IoT's messages. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, beforeEach, describe, it } from 'node:test';
import WebSocket from 'ws';
import { startServer } from '../src/index.js';
import { member } from './support/identities.js';
import { presigned, signed } from './support/signing.js';

let server;
before(async () => {
  server = await startServer({ port: 0, deterministic: true });
});
beforeEach(() => server.cognito.reset());
after(() => server.close());

const socketTo = (path, protocols, options) =>
  new WebSocket(`${server.url.replace('http', 'ws')}${path}`, protocols, options);

/** The status and the body of a refusal. */
async function refusal(socket) {
  const [, response] = await once(socket, 'unexpected-response');
  const chunks = await response.toArray();
  return [response.statusCode, JSON.parse(Buffer.concat(chunks).toString())];
}

describe('the websocket for subscriptions', () => {
  /** Sends a message, and returns the next `count` replies. */
  async function said(socket, message, count = 1) {
    const replies = [];
    const done = new Promise((resolve) => {
      const listen = (data) => {
        replies.push(JSON.parse(String(data)));
        if (replies.length === count) {
          socket.off('message', listen);
          resolve(replies);
        }
      };
      socket.on('message', listen);
    });
    socket.send(typeof message === 'string' ? message : JSON.stringify(message));
    return done;
  }

  /** The headers of a signed request to the GraphQL API, as a client sends them here. */
  async function signedHeaders(Credentials, path, body, base = server.url) {
    const init = { method: 'POST', body, headers: { 'content-type': 'application/json; charset=UTF-8' } };
    const address = `${base}_api/graphql${path}`;
    const request = await signed(server.cognito, Credentials, address, init, { service: 'appsync' });
    return Object.fromEntries(request.headers);
  }

  async function opened(header, inProtocol = false) {
    const encoded = Buffer.from(JSON.stringify(header));
    const socket = inProtocol
      ? socketTo('_api/graphql/realtime', ['graphql-ws', `header-${encoded.toString('base64url')}`])
      : socketTo(`_api/graphql/realtime?header=${encodeURIComponent(encoded.toString('base64'))}&payload=e30%3D`, [
          'graphql-ws',
        ]);
    await once(socket, 'open');
    return socket;
  }

  const query = JSON.stringify({ query: 'subscription { me { kind } }', variables: {} });
  const start = (id, authorization) => ({ id, type: 'start', payload: { data: query, extensions: { authorization } } });

  it('opens for a signature, wherever it comes, and verifies each subscription', async () => {
    const { Credentials, IdentityId } = await member(server.cognito);
    for (const inProtocol of [false, true]) {
      const socket = await opened(await signedHeaders(Credentials, '/connect', '{}'), inProtocol);
      assert.equal(socket.protocol, 'graphql-ws');
      const [ack, alive] = await said(socket, { type: 'connection_init' }, 2);
      assert.deepEqual([ack.type, alive.type], ['connection_ack', 'ka']);
      const good = start('1', await signedHeaders(Credentials, '', query));
      const [started, event] = await said(socket, good, 2);
      assert.deepEqual([started.type, started.id, event.type], ['start_ack', '1', 'data']);
      assert.equal(event.payload.data.me.identityId, IdentityId);
      const other = start('2', await signedHeaders(Credentials, '', 'other'));
      const [error] = await said(socket, other);
      assert.deepEqual([error.type, error.payload.errors[0].errorType], ['error', 'InvalidSignatureException']);
      assert.deepEqual(await said(socket, { id: '1', type: 'stop' }), [{ id: '1', type: 'complete' }]);
      socket.terminate();
    }
  });

  it('opens for a token of the user pool', async () => {
    const { tokens } = await member(server.cognito);
    const authorization = { Authorization: tokens.AccessToken, host: new URL(server.url).host };
    const socket = await opened(authorization, true);
    await said(socket, { type: 'connection_init' }, 2);
    const [, event] = await said(socket, start('1', authorization), 2);
    assert.equal(event.payload.data.me.username, 'username');
    socket.terminate();
  });

  it('is closed with an error if the connection is not authorized', async () => {
    const { Credentials } = await member(server.cognito);
    const wrong = await signedHeaders({ ...Credentials, SecretKey: 'x' }, '/connect', '{}');
    const elsewhere = await signedHeaders(Credentials, '/connect', '{}', 'http://elsewhere.test/');
    for (const [header, code] of [
      [{ Authorization: 'nonsense' }, 401],
      [{}, 401],
      [wrong, 403],
      [elsewhere, 403],
    ]) {
      const socket = await opened(header);
      const closed = once(socket, 'close');
      const [error] = await said(socket, { type: 'connection_init' });
      assert.deepEqual([error.type, error.payload.errors[0].errorCode], ['connection_error', code]);
      await closed;
    }
  });

  it('answers messages that it does not know, and those that come too early', async () => {
    const socket = await opened({});
    for (const message of ['{', '7', '{"type":"start"}', '{"type":"stop","id":"9"}', '{"type":"__proto__"}']) {
      const [error] = await said(socket, message);
      assert.equal(error.type, 'error');
    }
    socket.terminate();
  });

  it('is refused to pages of other sites', async () => {
    const [status, body] = await refusal(socketTo('_api/graphql/realtime', [], { origin: 'https://elsewhere.test' }));
    assert.deepEqual([status, body.__type], [403, 'AccessDeniedException']);
    assert.equal((await refusal(socketTo('elsewhere')))[0], 404);
  });
});

describe('the websocket for messages', () => {
  const iot = { service: 'iotdevicegateway' };

  /** A signed address, to which the session token is added afterwards, as IoT wants it. */
  async function path(Credentials, { isTokenSigned = false, ...options } = {}) {
    const { SessionToken, ...keys } = Credentials;
    const signing = isTokenSigned ? Credentials : keys;
    const request = await presigned(server.cognito, signing, `${server.url}mqtt`, {}, { ...iot, ...options });
    const url = new URL(request.url);
    url.searchParams.set('X-Amz-Security-Token', SessionToken);
    return `mqtt${url.search}`;
  }

  /** Sends bytes, and returns the next message. */
  async function exchange(socket, ...bytes) {
    const next = once(socket, 'message');
    socket.send(Buffer.from(bytes));
    const [data] = await next;
    return [...data];
  }

  it('opens for a signed address, and carries MQTT', async () => {
    const { Credentials } = await member(server.cognito);
    const socket = socketTo(await path(Credentials), ['mqtt']);
    await once(socket, 'open');
    assert.equal(socket.protocol, 'mqtt');
    const connect = [0x10, 12, 0, 4, ...Buffer.from('MQTT'), 4, 2, 0, 60, 0, 0];
    socket.send(Buffer.from(connect.slice(0, 5)));
    assert.deepEqual(await exchange(socket, ...connect.slice(5)), [0x20, 2, 0, 0]);
    const topic = [0, 1, ...Buffer.from('t')];
    assert.deepEqual(await exchange(socket, 0x82, 6, 0, 7, ...topic, 0), [0x90, 3, 0, 7, 0]);
    const publish = [0x30, 5, ...topic, ...Buffer.from('hi')];
    assert.deepEqual(await exchange(socket, ...publish), publish);
    assert.deepEqual(await exchange(socket, 0xc0, 0), [0xd0, 0]);
    const closed = once(socket, 'close');
    socket.send(Buffer.from([0xe0, 0]));
    await closed;
  });

  it('is refused for other addresses, and if the session token is signed', async () => {
    const { Credentials } = await member(server.cognito);
    for (const [address, message] of [
      ['mqtt', /^Missing Authentication Token$/],
      [await path({ ...Credentials, SecretKey: 'x' }), /^The request signature we calculated does not match/],
      [await path(Credentials, { isTokenSigned: true }), /^The request signature we calculated does not match/],
      [await path(Credentials, { service: 'execute-api' }), /scoped to correct service: 'iotdevicegateway'/],
    ]) {
      const [status, body] = await refusal(socketTo(address, ['mqtt']));
      assert.equal(status, 403);
      assert.match(body.message, message);
    }
    server.cognito.expireCredentials();
    const [, late] = await refusal(socketTo(await path(Credentials), ['mqtt']));
    assert.match(late.message, /expired$/);
  });

  it('ends for what is not MQTT', async () => {
    const { Credentials } = await member(server.cognito);
    for (const bytes of ['text', Buffer.from([0x10, 255, 255, 255, 255, 255]), Buffer.from([0, 0])]) {
      const socket = socketTo(await path(Credentials), ['mqtt']);
      await once(socket, 'open');
      const closed = once(socket, 'close');
      socket.send(bytes);
      await closed;
    }
  });
});
