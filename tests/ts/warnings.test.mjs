/** What the developer reads in the console. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';

import { AuthInstance } from '../../dist/instance/authInstance.js';
import { Amplify, autoSignIn, confirmSignIn, createAuth, getCurrentUser, HubClass, signIn } from '../../dist/index.js';
import { consoleOutput, fakeWasm } from './fakeWasm.mjs';

const resources = (more) => ({
  Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: 'client', ...more } },
});

/** The warnings of `work`. Its calls may fail. */
async function warningsOf(work) {
  return (await consoleOutput('warn', () => Promise.allSettled(work()))).map(([line]) => line);
}

/** Sets members of the global object while `work` runs. */
async function withGlobals(members, work) {
  const names = Object.keys(members);
  const before = names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]);
  for (const name of names) Object.defineProperty(globalThis, name, { value: members[name], configurable: true });
  try {
    return await work();
  } finally {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else delete globalThis[name];
    }
  }
}

afterEach(() => {
  delete globalThis[Symbol.for('cognito-wasm')];
});

describe('the shared functions on a server', () => {
  const calls = {
    signIn: () => signIn({ username: '' }),
    confirmSignIn: () => confirmSignIn({ challengeResponse: '' }),
    autoSignIn: () => autoSignIn(),
    'Amplify.Auth.signIn': () => Amplify.Auth.signIn({ username: '' }),
  };
  for (const [name, call] of Object.entries(calls)) {
    it(`warn once that they share one session, when ${name} is called`, async () => {
      await Amplify.configure(resources());
      const [warning, ...others] = await warningsOf(() => [call(), call()]);
      assert.match(warning, /createAuth/);
      assert.deepEqual(others, []);
      assert.deepEqual(await warningsOf(() => [signIn({ username: '' })]), []);
    });
  }

  it('do not warn when nobody signs in, nor do instances of createAuth', async () => {
    await Amplify.configure(resources());
    const auth = createAuth(resources());
    const warnings = await warningsOf(() => [getCurrentUser(), auth.signIn({ username: '' }), auth.autoSignIn()]);
    assert.deepEqual(warnings, []);
  });

  const places = {
    'a page': { document: {} },
    'a worker of a browser': { WorkerGlobalScope: EventTarget },
    'an app of React Native': { navigator: { product: 'ReactNative' } },
  };
  for (const [place, globals] of Object.entries(places)) {
    it(`do not warn in ${place}`, async () => {
      const warnings = await withGlobals(globals, async () => {
        await Amplify.configure(resources());
        return warningsOf(() => [signIn({ username: '' })]);
      });
      assert.deepEqual(warnings, []);
    });
  }

  const servers = {
    'a Cloudflare Worker': { WorkerGlobalScope: EventTarget, navigator: { userAgent: 'Cloudflare-Workers' } },
    'a worker of Deno': { WorkerGlobalScope: EventTarget, Deno: {} },
  };
  for (const [server, globals] of Object.entries(servers)) {
    it(`warn in ${server}`, async () => {
      const warnings = await withGlobals(globals, async () => {
        await Amplify.configure(resources());
        return warningsOf(() => [signIn({ username: '' })]);
      });
      assert.equal(warnings.length, 1);
      assert.match(warnings[0], /share one session.*createAuth/);
    });
  }
});

describe('a questionable configuration', () => {
  it('warns once for each problem, even if several instances have it', async () => {
    const { ready } = fakeWasm({}, { warnings: ['first', 'second'] });
    const instances = Array.from({ length: 3 }, () => new AuthInstance(new HubClass('test'), { ready }));
    const warnings = await warningsOf(() =>
      instances.map(async (auth) => {
        auth.configure({ config: {} });
        await auth.ready();
      }),
    );
    assert.deepEqual(warnings, ['cognito-wasm: first', 'cognito-wasm: second']);
  });
});

describe('dangerouslyAllowHttpEndpoints', () => {
  const userPoolEndpoint = 'http://localhost.localstack.cloud:4566';

  it('is named by the error for an http address, and allows it with a warning', async () => {
    await assert.rejects(createAuth(resources({ userPoolEndpoint })).ready(), {
      name: 'InvalidParameterException',
      category: 'configuration',
      message: /`Auth\.Cognito\.userPoolEndpoint`.*`dangerouslyAllowHttpEndpoints: true`/,
    });
    const config = resources({ userPoolEndpoint, dangerouslyAllowHttpEndpoints: true });
    const [warning, ...others] = await warningsOf(() => [createAuth(config).ready(), createAuth(config).ready()]);
    assert.match(warning, /dangerouslyAllowHttpEndpoints/);
    assert.deepEqual(others, []);
  });

  it('is in the result of getConfig, which can be configured again', async () => {
    const given = {
      auth: {
        plugins: {
          awsCognitoAuthPlugin: {
            CognitoUserPool: {
              Default: {
                PoolId: 'eu-west-1_Pool',
                AppClientId: 'client',
                Region: 'eu-west-1',
                userPoolEndpoint,
                dangerouslyAllowHttpEndpoints: true,
              },
            },
          },
        },
      },
    };
    await warningsOf(() => [Amplify.configure(given)]);
    const { Cognito } = Amplify.getConfig().Auth;
    assert.deepEqual([Cognito.userPoolEndpoint, Cognito.dangerouslyAllowHttpEndpoints], [userPoolEndpoint, true]);
    const again = createAuth(Amplify.getConfig());
    await again.ready();
    assert.deepEqual(again.getConfig(), Amplify.getConfig());
  });
});
