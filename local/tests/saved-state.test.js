import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CookieJar } from '../src/browser/cookie-jar.js';
import { SEED, createLocalCognito } from '../src/index.js';

const headers = (/** @type {string} */ operation) => ({
  'content-type': 'application/x-amz-json-1.1',
  'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
});

/**
 * @param {import('../src/engine.js').LocalCognito} cognito
 * @param {string} operation
 * @param {object} body
 */
async function ask(cognito, operation, body) {
  const request = new Request('https://cognito.localhost/', {
    method: 'POST',
    headers: headers(operation),
    body: JSON.stringify(body),
  });
  const response = await cognito.handle(request);
  return { status: response.status, body: await response.json() };
}

const ClientId = SEED.nativeClientId;
const user = { Username: 'maria', Password: 'correct horse' };

/** One with a confirmed user who is signed in, and a message that has arrived. */
async function used() {
  const cognito = createLocalCognito();
  await ask(cognito, 'SignUp', { ClientId, ...user, UserAttributes: [{ Name: 'email', Value: 'm@example.com' }] });
  const [message] = cognito.outbox.messages();
  await ask(cognito, 'ConfirmSignUp', { ClientId, Username: user.Username, ConfirmationCode: message?.code });
  await ask(cognito, 'UpdateUserPoolClient', {
    UserPoolId: SEED.userPoolId,
    ClientId,
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  const { body } = await ask(cognito, 'InitiateAuth', {
    ClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: user.Username, PASSWORD: user.Password },
  });
  return { cognito, tokens: body.AuthenticationResult };
}

/** Another one with the same state, as a database gives it back. */
async function restored(/** @type {import('../src/engine.js').LocalCognito} */ cognito) {
  const later = createLocalCognito();
  await later.restore(structuredClone(await cognito.snapshot()));
  return later;
}

describe('a saved state', () => {
  it('has the users, and the tokens stay valid', async () => {
    const { cognito, tokens } = await used();
    const later = await restored(cognito);
    const { status, body } = await ask(later, 'GetUser', { AccessToken: tokens.AccessToken });
    assert.deepEqual([status, body.Username], [200, 'maria']);
    const refreshed = await ask(later, 'GetTokensFromRefreshToken', { ClientId, RefreshToken: tokens.RefreshToken });
    assert.equal(refreshed.status, 200);
  });

  it('has the messages, the settings of the pool, and the clock', async () => {
    const { cognito } = await used();
    cognito.clock.advance(3_600_000);
    const change = { method: 'POST', body: JSON.stringify({ customChallenge: true, devices: 'always' }) };
    await cognito.handle(new Request('https://cognito.localhost/_test/pool', change));
    const later = await restored(cognito);
    assert.deepEqual(later.outbox.messages(), cognito.outbox.messages());
    assert.equal(later.clock.offsetMs, 3_600_000);
    const settings = await later.handle(new Request('https://cognito.localhost/_test/pool'));
    const { customChallenge, devices } = /** @type {Record<string, unknown>} */ (await settings.json());
    assert.deepEqual([customChallenge, devices], [true, 'always']);
  });

  it('leaves nothing of the state that it replaces', async () => {
    const { cognito } = await used();
    await cognito.restore(structuredClone(await createLocalCognito().snapshot()));
    assert.deepEqual(cognito.dump().users, []);
    assert.deepEqual(cognito.outbox.messages(), []);
  });

  it('of another version is refused, and changes nothing', async () => {
    const { cognito } = await used();
    await assert.rejects(cognito.restore({ ...(await cognito.snapshot()), version: 0 }), TypeError);
    assert.equal(cognito.dump().users.length, 1);
  });
});

describe('the cookie jar', () => {
  it('sends what it was given, until it expires', () => {
    const jar = new CookieJar();
    jar.keep(['a=1; Path=/; HttpOnly', 'b=2; Path=/; Max-Age=60'], 0);
    assert.equal(jar.header(59_999), 'a=1; b=2');
    assert.equal(jar.header(60_000), 'a=1');
  });

  it('removes a cookie that is given back without a life', () => {
    const jar = new CookieJar();
    jar.keep(['a=1; Path=/', 'a=; Path=/; Max-Age=0'], 0);
    assert.equal(jar.header(0), '');
  });
});
