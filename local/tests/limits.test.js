/** Whatever is sent and however often, the state has limits and the server goes on. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { Arrivals } from '../src/arrivals.js';
import { FullMap, FullSet, RecentMap } from '../src/bounded.js';
import { Recent } from '../src/recent.js';
import { SEED, startServer } from '../src/index.js';
import { Store } from '../src/store.js';
import {
  SEED_USER,
  call,
  confirmedUser,
  freshCognito,
  refused,
  send,
  test,
  updateClient,
  withClient,
} from './support/calls.js';
import { signInWithSrp } from './support/srp-client.js';

const MIB = 1024 * 1024;
const message = (i, text = '') => ({
  username: `user${i}`,
  destination: 'a@b.cc',
  medium: 'EMAIL',
  purpose: 'SIGN_UP',
  code: `${i}${text}`,
  at: 0,
});

describe('a body', () => {
  it('is rejected by the engine, too, if it is too large, and is not stored', async () => {
    const cognito = freshCognito();
    const { status, body } = await send(cognito, 'SignUp', 'x'.repeat(MIB + 1));
    assert.deepEqual([status, body.__type], [413, 'RequestEntityTooLargeException']);
    assert.deepEqual(cognito.journal.entries(), []);
    assert.equal((await test(cognito, 'POST', 'reset', 'x'.repeat(MIB))).__type, 'RequestEntityTooLargeException');
    assert.equal((await send(cognito, 'SignUp', `"${'x'.repeat(MIB - 2)}"`)).status, 400);
  });

  it('without an end is not read completely', async () => {
    const server = await startServer({ port: 0 });
    const endless = httpRequest({ host: '127.0.0.1', port: server.port, method: 'POST', path: '/' });
    const chunk = Buffer.alloc(MIB);
    const pour = () => {
      while (endless.write(chunk));
    };
    endless.on('drain', pour);
    pour();
    const [error] = await once(endless, 'error');
    assert.match(error.code, /ECONNRESET|EPIPE/);
    assert.equal((await fetch(`${server.url}health`)).status, 200);
    await server.close();
  });
});

describe('the mailbox', () => {
  it('keeps the last thousand messages, and returns those after the ones that a caller has seen', async () => {
    const { outbox } = freshCognito();
    for (let i = 0; i < 1500; i += 1) outbox.send(message(i));
    const kept = outbox.messages();
    assert.deepEqual([kept.length, kept[0].code], [1000, '500']);
    assert.deepEqual(
      (await outbox.after(1499)).map(({ code }) => code),
      ['1499'],
    );
    const next = outbox.after(1500, 'a@b.cc');
    outbox.send({ ...message(1500), destination: 'c@d.ee' });
    outbox.send(message(1501));
    assert.deepEqual(
      (await next).map(({ code }) => code),
      ['1501'],
    );
  });

  it('keeps no more than a few MiB', () => {
    const { outbox } = freshCognito();
    for (let i = 0; i < 100; i += 1) outbox.send(message(i, 'x'.repeat(MIB / 8)));
    const size = outbox.messages().reduce((sum, { code }) => sum + code.length, 0);
    assert.ok(size > 3 * MIB && size <= 4 * MIB, String(size));
  });
});

describe('the journal', () => {
  it('keeps fewer requests if they are large', async () => {
    const cognito = freshCognito();
    for (let i = 0; i < 40; i += 1) await send(cognito, 'Nothing', { i, text: 'x'.repeat(MIB - 100) });
    const entries = cognito.journal.entries();
    assert.ok(entries.length > 25 && entries.length < 35, String(entries.length));
    assert.equal(entries.at(-1).body.i, 39);
  });

  it('returns the requests after those that a caller has seen, even if it has dropped some', async () => {
    const cognito = freshCognito();
    for (let i = 0; i < 1200; i += 1) await send(cognito, 'Nothing', {});
    const next = cognito.journal.after(1200, 'Nothing');
    await send(cognito, 'Nothing', { i: 1200 });
    assert.deepEqual(
      (await next).map(({ body }) => body),
      [{ i: 1200 }],
    );
  });
});

describe('faults', () => {
  it('are rejected if there are a thousand', async () => {
    const cognito = freshCognito();
    const fault = { kind: 'status', operation: 'SignUp' };
    for (let i = 0; i < 1000; i += 1) cognito.faults.add({ ...fault, times: 1 });
    assert.equal((await test(cognito, 'POST', 'faults', fault)).__type, 'LimitExceededException');
    await test(cognito, 'DELETE', 'faults');
    assert.deepEqual(await test(cognito, 'POST', 'faults', fault), {});
    const long = { kind: 'error', message: 'x'.repeat(2000) };
    assert.equal((await test(cognito, 'POST', 'faults', long)).__type, 'InvalidParameterException');
  });

  it('hold two hundred replies; one more releases the first', async () => {
    const cognito = freshCognito();
    cognito.faults.add({ kind: 'delay', operation: '*', times: 1000 });
    const pending = [];
    for (let i = 0; i < 201; i += 1) pending.push(send(cognito, 'Nothing', {}));
    assert.equal((await pending[0]).status, 400);
    cognito.faults.clear();
    await Promise.all(pending);
  });
});

describe('waiting callers', () => {
  it('are limited to two hundred; one more ends the wait of the first', async () => {
    const cognito = freshCognito();
    const first = test(cognito, 'GET', 'outbox?after=0');
    const others = Array.from({ length: 200 }, () => test(cognito, 'GET', 'outbox?after=0'));
    assert.equal((await first).__type, 'LimitExceededException');
    cognito.outbox.send(message(1));
    for (const answer of await Promise.all(others)) assert.equal(answer.length, 1);
  });

  it('are removed when they go away', async () => {
    const arrivals = new Arrivals();
    const leaving = new AbortController();
    const waits = arrivals.until(() => undefined, leaving.signal);
    assert.equal(arrivals.count, 1);
    leaving.abort();
    await assert.rejects(waits, { name: 'LimitExceededException' });
    await assert.rejects(
      arrivals.until(() => undefined, leaving.signal),
      { name: 'LimitExceededException' },
    );
    assert.equal(arrivals.count, 0);
  });

  it('go away when their connection closes', async () => {
    const server = await startServer({ port: 0 });
    const { promise: left, resolve } = withResolvers();
    const after = server.cognito.outbox.after.bind(server.cognito.outbox);
    const { promise: arrived, resolve: arrive } = withResolvers();
    server.cognito.outbox.after = (count, about, signal) => {
      const waits = after(count, about, signal);
      waits.catch(resolve);
      arrive();
      return waits;
    };
    const socket = connect({ host: '127.0.0.1', port: server.port });
    socket.write('GET /_test/outbox?after=0 HTTP/1.1\r\nhost: localhost\r\n\r\n');
    await arrived;
    socket.destroy();
    assert.equal((await left).name, 'LimitExceededException');
    await server.close();
  });
});

const withResolvers = () => {
  const made = {};
  made.promise = new Promise((resolve) => {
    made.resolve = resolve;
  });
  return made;
};

describe('the state', () => {
  it('rejects one entry too many, or drops the oldest', () => {
    const full = new FullMap(2, 'things');
    full.set('a', 1).set('b', 2).set('b', 3);
    assert.throws(() => full.set('c', 4), { name: 'LimitExceededException', message: 'There are too many things.' });
    full.delete('a');
    assert.deepEqual([...full.set('c', 4).keys()], ['b', 'c']);
    const recent = new RecentMap(2);
    recent.set('a', 1).set('b', 2).set('a', 3).set('c', 4);
    assert.deepEqual(
      [...recent],
      [
        ['b', 2],
        ['c', 4],
      ],
    );
    const set = new FullSet(1, 'things');
    set.add(1).add(1);
    assert.throws(() => set.add(2), { name: 'LimitExceededException' });
    const items = new Recent({ count: 10, weight: 10 });
    items.add('heavy', [], 11);
    assert.deepEqual(items.items(), []);
  });

  it('has a limit in every collection', () => {
    for (const [name, records] of Object.entries(new Store())) {
      const add = records instanceof Set ? (i) => records.add({ i }) : (i) => records.set(String(i), { i });
      let refusal;
      for (let i = 0; i <= 10_000 && refusal === undefined; i += 1) {
        try {
          add(i);
        } catch (error) {
          refusal = error.name;
        }
      }
      assert.ok(refusal === 'LimitExceededException' || records.size <= 10_000, name);
    }
  });

  it("rejects too many pools with AWS's error", async () => {
    const cognito = freshCognito();
    for (let i = 0; i < 99; i += 1) await call(cognito, 'CreateUserPool', { PoolName: 'p' });
    const text = await refused(cognito, 'CreateUserPool', { PoolName: 'p' }, 'LimitExceededException');
    assert.equal(text, 'There are too many user pools.');
  });

  it('keeps the last hundred devices of a user, and prefers confirmed ones', async () => {
    const cognito = freshCognito();
    await confirmedUser(cognito);
    await test(cognito, 'POST', 'pool', { devices: 'always' });
    await updateClient(cognito, { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] });
    const parameters = { USERNAME: SEED_USER.Username, PASSWORD: SEED_USER.Password };
    const signIn = async () =>
      (await call(cognito, 'InitiateAuth', withClient({ AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: parameters })))
        .AuthenticationResult;
    const { AccessToken, NewDeviceMetadata } = await signIn();
    const config = { PasswordVerifier: btoa('verifier'), Salt: btoa('salt') };
    const { DeviceKey } = NewDeviceMetadata;
    await call(cognito, 'ConfirmDevice', { AccessToken, DeviceKey, DeviceSecretVerifierConfig: config });
    for (let i = 0; i < 105; i += 1) await signIn();
    const [{ devices }] = cognito.dump().users;
    assert.equal(devices.length, 100);
    assert.equal(devices[0].key, DeviceKey);
  });

  it('keeps the last hundred refresh tokens of a session', async () => {
    const cognito = freshCognito();
    await confirmedUser(cognito);
    await updateClient(cognito, {
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 },
    });
    const { AuthenticationResult } = await signInWithSrp(cognito);
    let { RefreshToken } = AuthenticationResult;
    for (let i = 0; i < 105; i += 1) {
      const answer = await call(cognito, 'GetTokensFromRefreshToken', withClient({ RefreshToken }));
      ({ RefreshToken } = answer.AuthenticationResult);
    }
    const [{ refreshTokens }] = cognito.dump().sessions;
    assert.equal(refreshTokens.length, 100);
    assert.equal(refreshTokens.at(-1).value, RefreshToken);
  });

  it('loses the signing keys with the pool', async () => {
    const cognito = freshCognito();
    const { UserPool } = await call(cognito, 'CreateUserPool', { PoolName: 'p' });
    const path = `http://localhost/${UserPool.Id}/.well-known/jwks.json`;
    assert.equal((await cognito.handle(new Request(path))).status, 200);
    await call(cognito, 'DeleteUserPool', { UserPoolId: UserPool.Id });
    assert.equal((await cognito.handle(new Request(path))).status, 404);
    assert.ok(SEED.userPoolId);
  });
});
