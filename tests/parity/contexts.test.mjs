/** Makes the same calls with contexts of `aws-amplify` and of this library, and compares the outcomes. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as amplifyRoot from 'aws-amplify';
import * as amplifyAuth from 'aws-amplify/auth';
import { Hub as AmplifyHub } from 'aws-amplify/utils';
import * as ours from '../../dist/index.js';
import { SEED, startServer } from '../../local/src/index.js';

const libraries = {
  amplify: { ...amplifyRoot, ...amplifyAuth, Hub: AmplifyHub },
  ours,
};
const brand = Symbol.for('amplify.context');
const input = { username: 'nobody', password: 'Password123' };

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
/** @type {object} */
let config;

before(async () => {
  server = await startServer({ port: 0 });
  const { userPoolId, nativeClientId: userPoolClientId } = SEED;
  config = { Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint: server.url } } };
  // Calls without a context that counts are for this configuration.
  for (const { Amplify } of Object.values(libraries)) await Amplify.configure(config);
});

after(() => server.close());

/** Calls an operation as an administrator. */
async function administer(operation, body) {
  const headers = { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` };
  const init = { method: 'POST', headers, body: JSON.stringify({ UserPoolId: SEED.userPoolId, ...body }) };
  const response = await server.cognito.handle(new Request('http://localhost/', init));
  assert.ok(response.ok, operation);
}

/** What both libraries make of the same call: the name of the error, or that there was none. */
async function outcomes(act) {
  const named = Object.entries(libraries).map(async ([name, library]) => {
    try {
      await act(library);
      return [name, 'resolved'];
    } catch (error) {
      return [name, error.name];
    }
  });
  return Object.fromEntries(await Promise.all(named));
}

const both = (outcome) => ({ amplify: outcome, ours: outcome });

describe('a context', () => {
  test('has the same members, mark and freezing', () => {
    const [theirs, mine] = Object.values(libraries).map(({ createAmplifyContext }) => createAmplifyContext(config));
    assert.deepEqual(Object.keys(mine).sort(), Object.keys(theirs).sort());
    assert.deepEqual(Object.getOwnPropertyDescriptor(mine, brand), Object.getOwnPropertyDescriptor(theirs, brand));
    for (const context of [theirs, mine]) {
      assert.ok(Object.isFrozen(context) && Object.isFrozen(context.token));
      assert.equal(typeof context.token.value, 'symbol');
      assert.deepEqual(context.resourcesConfig, config);
    }
  });

  test('is announced by neither', async () => {
    const events = [];
    for (const { Hub, createAmplifyContext } of Object.values(libraries)) {
      const stop = Hub.listen('core', ({ payload }) => events.push(payload.event));
      await createAmplifyContext(config).fetchAuthSession();
      stop();
    }
    assert.deepEqual(events, []);
  });
});

/** @type {[name: string, act: (library: typeof ours) => Promise<unknown>, expected: Record<string, string>][]} */
const calls = [
  [
    'fetchAuthSession in a context',
    ({ createAmplifyContext, fetchAuthSession }) => fetchAuthSession(createAmplifyContext(config)),
    both('resolved'),
  ],
  [
    'fetchAuthSession in a context, with options',
    ({ createAmplifyContext, fetchAuthSession }) => fetchAuthSession(createAmplifyContext(config), {}),
    both('resolved'),
  ],
  [
    'getTokens of a context',
    ({ createAmplifyContext }) => createAmplifyContext(config).getTokens({}),
    both('resolved'),
  ],
  [
    'getCurrentUser in a context',
    ({ createAmplifyContext, getCurrentUser }) => getCurrentUser(createAmplifyContext(config)),
    both('UserUnAuthenticatedException'),
  ],
  [
    'signOut in a context',
    ({ createAmplifyContext, signOut }) => signOut(createAmplifyContext(config), { global: true }),
    both('resolved'),
  ],
  [
    'signIn in a context, of an empty name',
    ({ createAmplifyContext, signIn }) => signIn(createAmplifyContext(config), { ...input, username: '' }),
    both('EmptySignInUsername'),
  ],
  ['signIn with undefined first', ({ signIn }) => signIn(undefined, input), both('NoAmplifyContextError')],
  [
    'fetchAuthSession with undefined first',
    async ({ fetchAuthSession }) => fetchAuthSession(undefined, {}),
    both('NoAmplifyContextError'),
  ],
  ['fetchAuthSession of undefined', ({ fetchAuthSession }) => fetchAuthSession(undefined), both('resolved')],
  [
    'getCurrentUser with undefined first',
    ({ getCurrentUser }) => getCurrentUser(undefined, {}),
    both('NoAmplifyContextError'),
  ],
  [
    'signIn with the context second',
    ({ createAmplifyContext, signIn }) => signIn(input, createAmplifyContext(config)),
    both('InvalidAmplifyContextError'),
  ],
  [
    'signIn with the context third',
    ({ createAmplifyContext, signIn }) => signIn(input, undefined, createAmplifyContext(config)),
    both('InvalidAmplifyContextError'),
  ],
  [
    'signIn with undefined first and the context second',
    ({ createAmplifyContext, signIn }) => signIn(undefined, createAmplifyContext(config)),
    both('InvalidAmplifyContextError'),
  ],
  // A copy has lost the mark. Amplify takes it as the input of a call for its default user; here it is refused as an input, too.
  [
    'signIn with a copy of a context',
    ({ createAmplifyContext, signIn }) => signIn({ ...createAmplifyContext(config) }, input),
    { amplify: 'EmptySignInUsername', ours: 'InvalidParameterException' },
  ],
  [
    'getCurrentUser of a copy of a context',
    ({ createAmplifyContext, getCurrentUser }) => getCurrentUser({ ...createAmplifyContext(config) }),
    { amplify: 'UserUnAuthenticatedException', ours: 'InvalidParameterException' },
  ],
  [
    'signOut of a copy of a context',
    ({ createAmplifyContext, signOut }) => signOut({ ...createAmplifyContext(config) }),
    { amplify: 'resolved', ours: 'InvalidParameterException' },
  ],
  // Each library knows its own contexts. Amplify also accepts ours, for its other categories.
  [
    'fetchAuthSession in a context of this library',
    async ({ fetchAuthSession }) => fetchAuthSession(ours.createAmplifyContext(config)),
    both('resolved'),
  ],
  [
    'signIn in a context of Amplify',
    ({ signIn }) => signIn(amplifyRoot.createAmplifyContext(config), { ...input, username: '' }),
    { amplify: 'EmptySignInUsername', ours: 'InvalidAmplifyContextError' },
  ],
];

describe('the same outcome', () => {
  for (const [name, act, expected] of calls) {
    test(name, async () => {
      assert.deepEqual(await outcomes(act), expected);
    });
  }
});

describe('where Amplify mixes contexts up', () => {
  const password = 'Password123';
  const UserAttributes = [{ Name: 'email', Value: 'somebody@example.com' }];

  test('concurrent refreshes in a context are one request', async () => {
    const requests = {};
    for (const [name, { createAmplifyContext, fetchAuthSession, signIn, signOut }] of Object.entries(libraries)) {
      await administer('AdminCreateUser', { Username: name, UserAttributes });
      await administer('AdminSetUserPassword', { Username: name, Password: password, Permanent: true });
      const context = createAmplifyContext(config);
      await signIn(context, { username: name, password });
      server.cognito.journal.clear();
      await Promise.all(Array.from({ length: 5 }, () => fetchAuthSession(context, { forceRefresh: true })));
      requests[name] = server.cognito.journal.entries().map(({ operation }) => operation);
      await signOut(context);
    }
    const refresh = 'GetTokensFromRefreshToken';
    assert.deepEqual(requests, { amplify: Array.from({ length: 5 }, () => refresh), ours: [refresh] });
  });

  test('each context has its own unfinished sign-in', async () => {
    const users = {};
    for (const [name, library] of Object.entries(libraries)) {
      const { confirmSignIn, createAmplifyContext, signIn } = library;
      const contexts = [createAmplifyContext(config), createAmplifyContext(config)];
      for (const [index, context] of contexts.entries()) {
        const Username = `${name}-invited-${index}`;
        await administer('AdminCreateUser', { Username, TemporaryPassword: password, UserAttributes });
        await signIn(context, { username: Username, password });
      }
      // The first context answers, although the second one has begun later.
      await confirmSignIn(contexts[0], { challengeResponse: 'Changed123' });
      const { tokens } = await contexts[0].fetchAuthSession();
      users[name] = tokens?.accessToken.payload.username;
    }
    assert.deepEqual(users, { amplify: 'amplify-invited-1', ours: 'ours-invited-0' });
  });
});
