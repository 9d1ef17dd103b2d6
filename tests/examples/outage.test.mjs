/** What the API of the example does while the keys of the user pool cannot be had. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { startServer } from 'cognito-wasm-local';

describe('the API of the example express', () => {
  const { COGNITO_USER_POOL_ID, COGNITO_CLIENT_ID, COGNITO_ENDPOINT } = process.env;
  /** @type {Awaited<ReturnType<typeof startServer>>} */
  let cognito;
  /** @type {import('node:http').Server} stands between the API and the local Cognito */
  let between;
  let isOut = false;
  /** @type {(request: object, response: object, next: () => void) => Promise<void>} */
  let requireUser;

  before(async () => {
    cognito = await startServer({ port: 0, users: [{ username: 'jane', password: 'Password123' }] });
    const reply = async (/** @type {string} */ path) => (await fetch(new URL(path, cognito.url))).text();
    between = createServer((request, response) => {
      if (isOut) response.writeHead(500).end('{}');
      else void reply(request.url ?? '').then((body) => response.end(body));
    }).listen(0, '127.0.0.1');
    await once(between, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (between.address());
    const { userPoolId, clientId } = cognito.cognito.defaultBackend;
    process.env['COGNITO_USER_POOL_ID'] = userPoolId;
    process.env['COGNITO_CLIENT_ID'] = clientId;
    process.env['COGNITO_ENDPOINT'] = `http://127.0.0.1:${port}`;
    const path = '../../examples/express/require-user.js';
    ({ requireUser } = await import(path));
  });
  after(async () => {
    Object.assign(process.env, { COGNITO_USER_POOL_ID, COGNITO_CLIENT_ID, COGNITO_ENDPOINT });
    between.close();
    await cognito.close();
  });

  /** The status for a token; 200 if the request passes. */
  const statusFor = async (/** @type {string} */ token) => {
    let status = 0;
    const response = {
      locals: {},
      status: (/** @type {number} */ given) => ((status = given), response),
      set: () => response,
      json: () => response,
    };
    await requireUser({ get: () => `Bearer ${token}` }, response, () => (status = 200));
    return status;
  };

  test('tells nobody to sign in again because the keys cannot be had, and goes on afterwards', async () => {
    const { accessToken, idToken } = await cognito.signInAs('jane');
    isOut = true;
    assert.equal(await statusFor(accessToken), 503);
    isOut = false;
    assert.equal(await statusFor(accessToken), 200);
    assert.equal(await statusFor(idToken), 401);
    assert.equal(await statusFor('nonsense'), 401);
    isOut = true;
    assert.equal(await statusFor(accessToken), 200, 'the keys are known by now');
  });
});
