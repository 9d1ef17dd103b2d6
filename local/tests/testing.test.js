/** The helpers for test runners, in that of Node. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { SEED } from '../src/index.js';
import { cognitoAt, globalSetup, globalTeardown, useCognito } from '../src/testing.js';

const JANE = { username: 'jane', password: 'Password123', email: 'jane@example.com' };

describe('a server for the tests of a file', () => {
  const cognito = useCognito({ before, beforeEach, after }, { deterministic: true, users: [JANE] });

  it('cannot be used outside of them', () => {
    const calls = [];
    const hook = (work) => calls.push(work);
    const unused = useCognito({ beforeAll: hook, beforeEach: hook, afterAll: hook });
    assert.throws(() => unused.url, { name: 'TypeError', message: /runs in tests only/ });
    assert.equal(calls.length, 3);
  });

  it('runs, with its users', async () => {
    assert.match(cognito.url, /^http:\/\/localhost:\d+\/$/);
    assert.equal(cognito.resourcesConfig().Auth.Cognito.userPoolEndpoint, cognito.url);
    assert.equal((await cognito.signInAs('jane')).username, 'jane');
    await cognito.createUser({ username: 'bo' });
    cognito.cognito.clock.advance(1000);
  });

  it('is reset before each test', () => {
    assert.deepEqual(
      cognito.cognito.dump().users.map(({ username }) => username),
      ['jane'],
    );
    assert.equal(cognito.cognito.clock.offsetMs, 0);
  });
});

describe('a server for a whole run', () => {
  afterEach(globalTeardown);

  it('is reached by its address, also by tests in other processes', async () => {
    await globalSetup({ deterministic: true, users: [{ ...JANE, mfa: 'TOTP' }] })();
    const cognito = cognitoAt();
    assert.equal(cognito.url, process.env.COGNITO_LOCAL_URL);
    const { clientId } = await cognito.signInAs('jane', { clientId: SEED.nativeClientId });
    assert.equal(clientId, SEED.nativeClientId);
    const code = await cognito.totpCode('jane');
    assert.match(code, /^\d{6}$/);
    await cognito.advance(60_000);
    assert.notEqual(await cognito.totpCode('jane'), code);
    assert.equal((await cognito.createUser({ username: 'bo' })).username, 'bo');
    await cognito.reset();
    await assert.rejects(cognito.signInAs('bo'), { name: 'UserNotFoundException', message: /There are jane\.$/ });
  });

  it('hands out messages, and waits for the first', async () => {
    await globalSetup({ deterministic: true })();
    const cognito = cognitoAt();
    const waiting = cognito.messages('bo@example.com');
    await fetch(cognito.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSCognitoIdentityProviderService.SignUp',
      },
      body: JSON.stringify({
        ClientId: SEED.webClientId,
        Username: 'bo',
        Password: 'Password123',
        UserAttributes: [{ Name: 'email', Value: 'bo@example.com' }],
      }),
    });
    const [{ code }] = await waiting;
    assert.equal(code, '123456');
  });

  it('ends by the function that Vitest gets, or by that of Jest, and only once', async () => {
    const end = await globalSetup({ deterministic: true })();
    const { COGNITO_LOCAL_URL: url } = process.env;
    await end();
    assert.equal(process.env.COGNITO_LOCAL_URL, undefined);
    await assert.rejects(fetch(`${url}health`), TypeError);
    await globalTeardown();
  });

  it('is needed by those who ask for it', () => {
    assert.throws(() => cognitoAt(), {
      name: 'TypeError',
      message: /run the tests with its globalSetup, or set COGNITO_LOCAL_URL/,
    });
    assert.throws(() => cognitoAt('nowhere'), TypeError);
  });
});
