import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';

import { Amplify, AuthError, AWSCognitoAuthPlugin, getCurrentUser, resendSignUpCode } from '../../dist/index.js';
import { configureEvents, resources, useFake } from './defaultInstance.mjs';
import { consoleOutput, deferred, errorData, settled } from './fakeWasm.mjs';

/** About this one, Rust has to be asked. */
const unusual = () => ({ Auth: { Cognito: { ...resources().Auth.Cognito, dangerouslyAllowHttpEndpoints: true } } });
const mobile = { auth: { plugins: { awsCognitoAuthPlugin: { CognitoUserPool: { Default: { PoolId: 'p' } } } } } };

describe('Amplify.configure', () => {
  for (const [name, config, asked] of [
    ['without the module if the configuration is plain', resources(), []],
    ['when Rust has accepted the configuration', unusual(), [unusual()]],
  ]) {
    it(`resolves ${name}, after one configure event`, async () => {
      const accepted = [];
      useFake({}, { accept: (given) => accepted.push(given) });
      const configured = Amplify.configure(config);
      const events = configureEvents();
      await configured;
      assert.deepEqual(accepted, asked);
      assert.equal(events.length, 1);
      assert.deepEqual(events[0], {
        channel: 'core',
        payload: { event: 'configure', data: config },
        source: 'Configure',
        patternInfo: [],
      });
    });
  }

  it('dispatches on the protected channel without a warning', async () => {
    useFake();
    assert.deepEqual(await consoleOutput('warn', () => Amplify.configure(resources())), []);
  });

  it('delays the calls made right after it', async () => {
    const loading = deferred();
    const { calls } = useFake({ resendSignUpCode: async () => 'sent' }, { compile: () => loading.promise });
    const configured = Amplify.configure(resources());
    const call = resendSignUpCode({ username: 'u' });
    await settled();
    assert.deepEqual(calls, []);
    loading.resolve({});
    assert.equal(await call, 'sent');
    await configured;
  });

  it('rejects with the error of Rust, and so do later calls', async () => {
    const wrong = errorData('InvalidParameterException', 'configuration');
    const { calls } = useFake(
      { resendSignUpCode: async () => 'never' },
      {
        accept: () => {
          throw wrong;
        },
      },
    );
    const events = configureEvents();
    for (const config of [{}, null, 'not JSON']) {
      for (const attempt of [Amplify.configure(config), resendSignUpCode({ username: 'u' })]) {
        await assert.rejects(attempt, (error) => {
          assert.ok(error instanceof AuthError);
          assert.deepEqual([error.name, error.message], [wrong.name, wrong.message]);
          assert.equal(error.category, 'configuration');
          return true;
        });
      }
    }
    assert.deepEqual(calls, []);
    assert.deepEqual(events, []);
  });

  it('leaves no configuration behind when Rust refuses it', async () => {
    const accept = () => {
      throw errorData('InvalidUserPoolId', 'configuration');
    };
    useFake({}, { accept });
    await assert.rejects(Amplify.configure(unusual()), { name: 'InvalidUserPoolId' });
    const lines = await consoleOutput('warn', () => {
      assert.deepEqual(Amplify.getConfig(), {});
    });
    assert.deepEqual(lines, [['cognito-wasm: the configuration has not been read']]);
  });

  it('takes effect later if loading fails at first, with one event', async () => {
    const outcomes = [() => Promise.reject(new Error('first')), async () => ({})];
    useFake({ resendSignUpCode: async () => 'sent' }, { compile: () => outcomes.shift()() });
    const events = configureEvents();
    await assert.rejects(Amplify.configure(unusual()), { name: 'Unknown', retryable: true });
    assert.equal(await resendSignUpCode({ username: 'u' }), 'sent');
    assert.equal(await resendSignUpCode({ username: 'u' }), 'sent');
    assert.equal(events.length, 1);
  });

  it('does not announce the configuration again after a trap', async () => {
    const { instances } = useFake({ resendSignUpCode: async () => 'sent' });
    const events = configureEvents();
    await Amplify.configure(unusual());
    instances[0].panic('trap');
    await resendSignUpCode({ username: 'u' });
    assert.equal(instances.length, 2);
    assert.equal(events.length, 1);
  });

  it('called again replaces the configuration', async () => {
    const accepted = [];
    useFake({}, { accept: (config) => accepted.push(config) });
    const events = configureEvents();
    const second = { Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: 'second' } } };
    await Amplify.configure(unusual());
    await Amplify.configure(second);
    assert.deepEqual(accepted, [unusual()]);
    assert.deepEqual(Amplify.getConfig(), second);
    assert.equal(events.length, 2);
  });

  it('called again before it has resolved does not announce the first configuration', async () => {
    const loading = deferred();
    useFake({}, { compile: () => loading.promise });
    const events = configureEvents();
    const both = [Amplify.configure(mobile), Amplify.configure(unusual())];
    loading.resolve({});
    await Promise.all(both);
    assert.deepEqual(
      events.map(({ payload }) => payload.data),
      [unusual()],
    );
  });
});

describe('Amplify.configure without a configuration', () => {
  const realFetch = globalThis.fetch;
  let requests;

  beforeEach(() => {
    requests = [];
  });

  afterEach(() => {
    globalThis.fetch = realFetch;
  });

  function answer(respond) {
    globalThis.fetch = async (address) => {
      requests.push(address);
      return respond();
    };
  }

  it('reads ./amplifyconfiguration.json', async () => {
    const accepted = [];
    useFake({ resendSignUpCode: async () => 'sent' }, { accept: (config) => accepted.push(config) });
    answer(() => Response.json(mobile));
    await Amplify.configure();
    assert.equal(await resendSignUpCode({ username: 'u' }), 'sent');
    assert.deepEqual(requests, ['./amplifyconfiguration.json']);
    assert.deepEqual(accepted, [mobile]);
  });

  it('reads the given file', async () => {
    useFake();
    answer(() => Response.json(mobile));
    await Amplify.configure(undefined, { file: '/config/backend.json' });
    assert.deepEqual(requests, ['/config/backend.json']);
  });

  const failures = {
    'answers 404': [() => Response.json({ message: 'Not found' }, { status: 404 }), false],
    'answers 503': [() => new Response('', { status: 503 }), true],
    'is not JSON': [() => new Response('<!doctype html>', { status: 200 }), false],
    'is longer than any configuration': [() => Response.json({ ...mobile, more: 'x'.repeat(2 ** 20) }), false],
    'is longer and has no stream': [
      () => ({ ok: true, status: 200, text: async () => JSON.stringify({ ...mobile, more: 'x'.repeat(2 ** 20) }) }),
      false,
    ],
    'cannot be reached': [
      () => {
        throw new TypeError('fetch failed');
      },
      true,
    ],
  };
  for (const [failure, [respond, retryable]] of Object.entries(failures)) {
    it(`names the file when it ${failure}, and reads it again for the next call`, async () => {
      useFake({ resendSignUpCode: async () => 'sent' });
      answer(respond);
      await assert.rejects(Amplify.configure(), (error) => {
        assert.ok(error instanceof AuthError);
        assert.deepEqual([error.name, error.category], ['ConfigurationFileException', 'configuration']);
        assert.equal(error.retryable, retryable);
        assert.match(error.message, /amplifyconfiguration\.json/);
        return true;
      });
      answer(() => Response.json(mobile));
      assert.equal(await resendSignUpCode({ username: 'u' }), 'sent');
    });
  }

  for (const [where, location, clones] of [
    ['in a browser, so that Chromium does not report a cancelled request', { href: 'https://app.example/' }, 1],
    ['elsewhere, where runtimes warn about clones that are not read', undefined, 0],
  ])
    it(`clones the response ${clones === 1 ? '' : 'not '}${where}`, async () => {
      useFake();
      let count = 0;
      answer(() => {
        const response = Response.json(mobile);
        const clone = response.clone.bind(response);
        return Object.assign(response, { clone: () => [clone(), (count += 1)][0] });
      });
      if (location) globalThis.location = location;
      await Amplify.configure().finally(() => delete globalThis.location);
      assert.equal(count, clones);
    });

  it('says of a start page that it is HTML, and which folder to look at', async () => {
    useFake();
    answer(() => new Response('<!doctype html>', { headers: { 'content-type': 'text/html; charset=utf-8' } }));
    await assert.rejects(Amplify.configure(), {
      name: 'ConfigurationFileException',
      message: /amplifyconfiguration\.json is not JSON, but HTML: is it in the folder that is served\?$/,
      recoverySuggestion: /folder that is served, such as public\//,
    });
  });
});

describe('Amplify.configure with an address that is not a string', () => {
  it('is refused, and nothing is fetched', async (context) => {
    useFake();
    const fetched = context.mock.method(globalThis, 'fetch', () => Promise.reject(new TypeError('no network')));
    for (const file of [7, {}, new URL('https://example.com/file.json')]) {
      await assert.rejects(Amplify.configure(undefined, { file }), {
        name: 'ConfigurationFileException',
        message: /has an address that is not a string$/,
      });
    }
    assert.equal(fetched.mock.callCount(), 0);
  });
});

describe('Amplify.configure with the hook `secretHash`', () => {
  it('passes it to Rust', async () => {
    const secretHash = async (username) => `hash of ${username}`;
    useFake({ resendSignUpCode: async (_input, _signal, host) => host.secretHash });
    await Amplify.configure(resources(), { secretHash });
    const passed = await resendSignUpCode({ username: 'u' });
    assert.equal(await passed('u'), 'hash of u');
  });

  it('is not passed over: after a bad option, calls do not go on with the earlier configuration', async () => {
    useFake({ resendSignUpCode: async () => 'sent' });
    await Amplify.configure(resources());
    const refusal = { name: 'InvalidParameterException' };
    for (const options of [{ storage: 'locl' }, { Auth: { tokenProvider: {} } }, { secretHash: 'hash' }]) {
      await assert.rejects(Amplify.configure(unusual(), options), refusal);
      await assert.rejects(resendSignUpCode({ username: 'u' }), refusal);
      await assert.rejects(getCurrentUser(), refusal);
    }
    await Amplify.configure(resources(), {});
    assert.equal(await resendSignUpCode({ username: 'u' }), 'sent');
  });

  it('refuses one that is not a function', async () => {
    useFake();
    const refusal = { name: 'InvalidParameterException', category: 'configuration' };
    await assert.rejects(Amplify.configure(resources(), { secretHash: 'hash' }), refusal);
  });
});

describe('a call before configure', () => {
  it('rejects with category configuration and loads nothing', async () => {
    const { instances } = useFake();
    for (const call of [resendSignUpCode({ username: 'u' }), getCurrentUser(), Amplify.Auth.fetchAuthSession()]) {
      await assert.rejects(call, (error) => {
        assert.ok(error instanceof AuthError);
        assert.equal(error.name, 'AuthUserPoolException');
        assert.equal(error.category, 'configuration');
        return true;
      });
    }
    assert.equal(instances.length, 0);
  });
});

describe('Amplify.addPlugin', () => {
  it('keeps the plugin for getPlugin', async () => {
    useFake();
    const plugin = new AWSCognitoAuthPlugin();
    Amplify.addPlugin(plugin);
    await Amplify.configure(resources());
    assert.equal(Amplify.getPlugin('awsCognitoAuthPlugin'), plugin);
    assert.equal(Amplify.Auth.getPlugin('awsCognitoAuthPlugin'), plugin);
  });

  it('throws after configure and keeps the first plugin', async () => {
    useFake({ resendSignUpCode: async () => 'sent' });
    const first = new AWSCognitoAuthPlugin();
    Amplify.addPlugin(first);
    const configured = Amplify.configure(resources());
    assert.throws(
      () => {
        Amplify.addPlugin(new AWSCognitoAuthPlugin());
      },
      (error) => {
        assert.ok(error instanceof AuthError);
        assert.equal(error.name, 'AlreadyConfiguredException');
        assert.equal(error.category, 'configuration');
        return true;
      },
    );
    await configured;
    assert.equal(Amplify.getPlugin('awsCognitoAuthPlugin'), first);
    assert.equal(await Amplify.Auth.resendSignUpCode({ username: 'u' }), 'sent');
  });

  it('refuses an unknown plugin', () => {
    useFake();
    assert.throws(
      () => {
        Amplify.addPlugin({ key: 'other' });
      },
      { name: 'PluginException', category: 'configuration' },
    );
  });

  it('is optional, but then there is no plugin to get', async () => {
    useFake({ resendSignUpCode: async () => 'sent' });
    await Amplify.configure(resources());
    assert.equal(await resendSignUpCode({ username: 'u' }), 'sent');
    const missing = { name: 'PluginException', category: 'configuration' };
    assert.throws(() => Amplify.getPlugin('awsCognitoAuthPlugin'), missing);
  });
});
