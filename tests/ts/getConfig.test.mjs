import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { defaultAuth } from '../../dist/instance/defaultAuth.js';
import { Amplify, resendSignUpCode } from '../../dist/index.js';
import { configureEvents, resources, useFake } from './defaultInstance.mjs';
import { consoleOutput } from './fakeWasm.mjs';

describe('Amplify.getConfig', () => {
  it('leaves out the secret of the client, which Rust gets', async () => {
    const accepted = [];
    useFake({}, { accept: (config) => accepted.push(config) });
    const given = resources();
    given.Auth.Cognito.clientSecret = 'secret';
    const events = configureEvents();
    await Amplify.configure(given);
    assert.deepEqual(accepted, [given]);
    assert.deepEqual(Amplify.getConfig(), resources());
    assert.deepEqual(events[0].payload.data, resources());
  });

  it('is empty, with a warning, before configure', async () => {
    useFake();
    const lines = await consoleOutput('warn', () => {
      assert.deepEqual(Amplify.getConfig(), {});
    });
    assert.deepEqual(lines, [['cognito-wasm: Amplify.configure has not been called']]);
  });

  it("returns a ResourcesConfig at once, as a deeply frozen copy of the app's", async () => {
    useFake();
    const given = { ...resources(), API: { GraphQL: { endpoint: 'https://example.com' } } };
    const configured = Amplify.configure(given);
    const config = Amplify.getConfig();
    assert.deepEqual(config, given);
    assert.ok(Object.isFrozen(config.Auth.Cognito));
    assert.ok(!Object.isFrozen(given) && !Object.isFrozen(given.Auth.Cognito));
    given.Auth.Cognito.userPoolClientId = 'changed';
    await configured;
    assert.equal(Amplify.getConfig(), config);
    assert.equal(config.Auth.Cognito.userPoolClientId, 'client');
  });

  const pool = { userPoolId: 'eu-west-1_Pool', userPoolClientId: 'client' };
  const plugin = { CognitoUserPool: { Default: { PoolId: pool.userPoolId, AppClientId: pool.userPoolClientId } } };
  for (const [shape, given] of Object.entries({
    'a mobile file': { auth: { plugins: { awsCognitoAuthPlugin: plugin } } },
    'aws-exports': { aws_user_pools_id: pool.userPoolId, aws_user_pools_web_client_id: pool.userPoolClientId },
    'amplify_outputs.json': {
      version: '1.4',
      auth: { user_pool_id: pool.userPoolId, user_pool_client_id: pool.userPoolClientId },
    },
    'what was written for Amplify 5': {
      Auth: { userPoolId: pool.userPoolId, userPoolWebClientId: pool.userPoolClientId },
    },
    'JSON text': JSON.stringify(resources()),
    'JSON text with a byte order mark': `\uFEFF${JSON.stringify(resources())}`,
  })) {
    it(`returns ${shape} at once in Amplify's shape, frozen`, async () => {
      const accepted = [];
      useFake({}, { accept: (config) => accepted.push(config) });
      const configured = Amplify.configure(given);
      const config = Amplify.getConfig();
      const { userPoolId, userPoolClientId } = config.Auth.Cognito;
      assert.deepEqual({ userPoolId, userPoolClientId }, pool);
      assert.ok(Object.isFrozen(config) && Object.isFrozen(config.Auth) && Object.isFrozen(config.Auth.Cognito));
      await configured;
      assert.equal(Amplify.getConfig(), config);
      await defaultAuth().ready();
      assert.deepEqual(accepted, [given], 'Rust gets what was given');
    });
  }

  it('returns that of a file once Rust has accepted it', async () => {
    useFake();
    const { fetch } = globalThis;
    globalThis.fetch = async () => Response.json({ auth: { plugins: { awsCognitoAuthPlugin: plugin } } });
    try {
      const configured = Amplify.configure();
      await consoleOutput('warn', () => {
        assert.deepEqual(Amplify.getConfig(), {});
      });
      await configured;
    } finally {
      globalThis.fetch = fetch;
    }
    assert.equal(Amplify.getConfig().Auth.Cognito.userPoolId, pool.userPoolId);
    assert.ok(Object.isFrozen(Amplify.getConfig().Auth.Cognito));
  });

  it('leaves the secret of a mobile file out, which Rust gets', async () => {
    const accepted = [];
    useFake({}, { accept: (config) => accepted.push(config) });
    const given = structuredClone({ auth: { plugins: { awsCognitoAuthPlugin: plugin } } });
    given.auth.plugins.awsCognitoAuthPlugin.CognitoUserPool.Default.AppClientSecret = 's3cret';
    await Amplify.configure(given);
    assert.deepEqual(accepted, [given]);
    assert.doesNotMatch(JSON.stringify(Amplify.getConfig()), /s3cret/);
  });

  it('is empty if the configuration cannot be converted, and every call says why', async () => {
    useFake({ resendSignUpCode: async () => 'never' });
    const bucket = { name: 'photos', bucket_name: 'b', aws_region: 'eu-west-1' };
    const auth = { user_pool_id: pool.userPoolId, user_pool_client_id: pool.userPoolClientId };
    const config = { version: '1.4', auth, storage: { buckets: [bucket, bucket] } };
    for (const attempt of [Amplify.configure(config), resendSignUpCode({ username: 'u' })]) {
      await assert.rejects(attempt, {
        name: 'InvalidParameterException',
        category: 'configuration',
        message: '`storage.buckets` has two of the same name',
      });
    }
    await consoleOutput('warn', () => {
      assert.deepEqual(Amplify.getConfig(), {});
    });
  });
});
