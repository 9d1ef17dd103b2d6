/** Converting a configuration, side by side with Amplify's function of the same name. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseAmplifyConfig as amplifys } from 'aws-amplify/utils';

import { AuthError, parseAmplifyConfig } from '../../dist/index.js';
import { givenBy, samples, variation } from '../configuration/samples.mjs';
import { seeded } from '../glance/random.mjs';

const attempt = (work) => {
  try {
    return { value: work() };
  } catch (error) {
    return { error };
  }
};

/** Where the two differ on purpose, and why. */
const differences = {
  'Amplify does not know the mobile file, and returns it as it is': [
    ...['A03', 'A04', 'A06', 'A07', 'A08', 'A09', 'A11', 'A16', 'A17', 'A19', 'A20', 'A21', 'A22', 'A23', 'A24', 'A27'],
    ...['A29', 'A30', 'A31', 'A32', 'A33', 'A34', 'A35', 'A36'],
  ],
  'Amplify does not know the form of its version 5 any more, and returns it as it is': [
    ...['D01', 'D03', 'D05', 'D07', 'D09', 'D10', 'D12', 'D13', 'D14'],
  ],
  'Amplify refuses a flat file without aws_project_region, which nothing needs': ['B16'],
  'Amplify returns an amplify_outputs.json without a version as it is, and nothing works': ['C06', 'C10', 'C31', 'C37'],
  'Amplify throws a TypeError for a version that is a number': ['C35'],
  'Amplify throws a plain Error for two buckets of one name': ['C29'],
  'Amplify returns text as it is': ['B32', 'B40', 'B45', 'C09'],
};

describe('parseAmplifyConfig', () => {
  const known = new Set(Object.values(differences).flat());

  for (const sample of samples) {
    it(`gives what Amplify gives for ${sample.id}${known.has(sample.id) ? ', or differs on purpose' : ''}`, () => {
      const theirs = attempt(() => amplifys(givenBy(sample)));
      const ours = attempt(() => parseAmplifyConfig(givenBy(sample)));
      if (known.has(sample.id)) assert.notDeepEqual(ours, theirs);
      else assert.deepStrictEqual(ours, theirs);
      if (ours.error) {
        assert.ok(ours.error instanceof AuthError);
        assert.deepEqual([ours.error.name, ours.error.category], ['InvalidParameterException', 'configuration']);
      }
    });
  }

  it('gives what Amplify gives for thousands of variations', () => {
    const counts = { B: 0, C: 0 };
    for (let seed = 1; seed <= 6_000; seed += 1) {
      const shape = seed % 2 === 0 ? 'B' : 'C';
      const config = variation(seeded(seed), shape);
      const theirs = attempt(() => amplifys(structuredClone(config)));
      const ours = attempt(() => parseAmplifyConfig(structuredClone(config)));
      const text = `seed ${seed}: ${ours.error}\n${JSON.stringify(config)}`;
      // A v5 block alone, which Amplify returns as it is.
      if (!Object.keys(config).some((name) => /^(aws_|version$)/.test(name))) continue;
      if (theirs.error) {
        // Amplify fails by accident where an optional section is missing.
        const isAccident = theirs.error instanceof TypeError || !Object.hasOwn(config, 'aws_project_region');
        if (!isAccident) assert.ok(ours.error instanceof AuthError, text);
        continue;
      }
      if (ours.error && shape === 'C' && !String(config.version).startsWith('1')) continue;
      // The flow of Amplify 5, which this package reads beside the flat keys.
      if (ours.value?.Auth?.Cognito?.authFlowType) Reflect.deleteProperty(ours.value.Auth.Cognito, 'authFlowType');
      assert.deepStrictEqual(ours.value, theirs.value, text);
      counts[shape] += 1;
    }
    assert.ok(counts.B > 1_500 && counts.C > 1_500, JSON.stringify(counts));
  });

  it('gives the same for aws-exports and amplify_outputs.json of one backend', () => {
    const ids = ['us-east-1_Seed', 'web1', 'us-east-1:0000'];
    const [user_pool_id, user_pool_client_id, identity_pool_id] = ids;
    const [aws_user_pools_id, aws_user_pools_web_client_id, aws_cognito_identity_pool_id] = ids;
    const web = {
      aws_project_region: 'us-east-1',
      aws_user_pools_id,
      aws_user_pools_web_client_id,
      aws_cognito_identity_pool_id,
      aws_cognito_username_attributes: ['EMAIL'],
      aws_cognito_signup_attributes: ['EMAIL'],
      aws_cognito_mfa_configuration: 'OPTIONAL',
      aws_cognito_mfa_types: ['TOTP'],
    };
    const auth = {
      user_pool_id,
      user_pool_client_id,
      identity_pool_id,
      unauthenticated_identities_enabled: true,
      username_attributes: ['email'],
      standard_required_attributes: ['email'],
      mfa_configuration: 'OPTIONAL',
      mfa_methods: ['TOTP'],
    };
    const defined = (config) => JSON.parse(JSON.stringify(parseAmplifyConfig(config)));
    assert.deepEqual(defined(web), defined({ version: '1.4', auth }));
    const denied = parseAmplifyConfig({ version: '1.4', auth: { ...auth, unauthenticated_identities_enabled: false } });
    assert.ok(!('allowGuestAccess' in denied.Auth.Cognito));
  });

  it('returns a ResourcesConfig as it is, but without the secret', () => {
    const config = { Auth: { Cognito: { userPoolId: 'eu-west-1_x', userPoolClientId: 'c' } }, API: { REST: {} } };
    assert.equal(parseAmplifyConfig(config), config);
    const withSecret = structuredClone(config);
    withSecret.Auth.Cognito.clientSecret = 's3cret';
    assert.deepStrictEqual(parseAmplifyConfig(withSecret), config);
    for (const { id } of samples) {
      const given = attempt(() => parseAmplifyConfig(givenBy(samples.find((sample) => sample.id === id))));
      assert.doesNotMatch(JSON.stringify([given.value]), /[cC]lientSecret|"secret/, id);
    }
  });

  it('leaves what it was given as it was, and gives what can be changed', () => {
    for (const sample of samples.filter(({ file }) => file)) {
      const given = givenBy(sample);
      const { value } = attempt(() => parseAmplifyConfig(given));
      assert.deepStrictEqual(given, sample.file, sample.id);
      if (value) assert.ok(!Object.isFrozen(value) && !Object.isFrozen(value.Auth?.Cognito ?? {}), sample.id);
    }
  });

  const refusals = {
    'what is no object': [[null, undefined, 5, [], () => {}, Symbol('s')], /^the configuration is not an object$/],
    'text that is not JSON': [['', '{', 'x'], /^the configuration is text that is not JSON$/],
    'a list that is none': [
      [
        { aws_user_pools_id: 'x', aws_cognito_mfa_configuration: 'ON', aws_cognito_mfa_types: 5 },
        { aws_user_pools_id: 'x', aws_cognito_mfa_configuration: 'ON', aws_cognito_mfa_types: {} },
        { aws_user_pools_id: 'x', aws_cognito_mfa_configuration: 'ON', aws_cognito_mfa_types: new Array(2 ** 31) },
      ],
      /^`aws_cognito_mfa_types` is of the wrong kind/,
    ],
    'a list with something else in it': [
      [{ aws_user_pools_id: 'x', aws_cognito_signup_attributes: ['EMAIL', 5] }],
      /^`aws_cognito_signup_attributes` is of the wrong kind/,
    ],
    'two buckets of one name': [
      [{ version: '1', storage: { buckets: [{ name: 'a' }, { name: 'a' }] } }],
      /^`storage.buckets` has two of the same name/,
    ],
    'a section that is none': [
      [
        { version: '1', storage: 'bucket' },
        { version: '1', storage: [] },
      ],
      /^`storage` is of the wrong kind/,
    ],
    'text that is none': [
      [{ aws_user_pools_id: 'x', aws_cognito_mfa_configuration: {} }],
      /^`aws_cognito_mfa_configuration` is of the wrong kind/,
    ],
    'a file of another version': [
      [{ version: '2', auth: {} }, { version: 1 }, { auth: {} }],
      /^`version` is not text that begins/,
    ],
    'a getter that throws': [
      [
        {
          aws_user_pools_id: 'x',
          get oauth() {
            throw new Error('getter');
          },
        },
      ],
      /^`oauth` .*cannot be read$/,
    ],
    'a proxy that throws': [
      [
        new Proxy({}, { ownKeys: () => assert.fail('the trap') }),
        new Proxy({}, { getOwnPropertyDescriptor: () => assert.fail('the trap') }),
        Proxy.revocable({}, {}),
      ].map((proxy) => (proxy.revoke ? (proxy.revoke(), proxy.proxy) : proxy)),
      /cannot be read$/,
    ],
  };
  for (const [what, [configs, message]] of Object.entries(refusals)) {
    it(`refuses ${what}, and names it`, () => {
      for (const config of configs) {
        assert.throws(
          () => parseAmplifyConfig(config),
          (error) => {
            assert.ok(error instanceof AuthError, String(error));
            assert.deepEqual([error.name, error.category], ['InvalidParameterException', 'configuration']);
            assert.match(error.message, message);
            return true;
          },
        );
      }
    });
  }

  it('reads own members only', () => {
    const inherited = {
      aws_user_pools_id: 'eu-west-1_x',
      version: '1',
      auth: { plugins: { awsCognitoAuthPlugin: {} } },
      identity_pool_id: 'eu-west-1:x',
      oauth: { domain: 'a' },
      events: { url: 'https://evil.example' },
      paths: { a: 1 },
      CognitoUserPool: {},
      userPoolId: 'eu-west-1_x',
      clientSecret: 's',
    };
    const given = [
      { Auth: { Cognito: { userPoolId: 'p', userPoolClientId: 'c' } } },
      { version: '1', auth: { user_pool_id: 'p' }, custom: {}, storage: { buckets: [{ name: 'a' }] } },
      { aws_project_region: 'r', aws_user_pools_id: 'p' },
    ];
    const expected = given.map((config) => JSON.stringify(parseAmplifyConfig(config)));
    Object.assign(Object.prototype, inherited);
    let found;
    try {
      found = given.map((config) => parseAmplifyConfig(config));
    } finally {
      for (const name of Object.keys(inherited)) Reflect.deleteProperty(Object.prototype, name);
    }
    assert.deepEqual(
      found.map((config) => JSON.stringify(config)),
      expected,
    );
  });

  it('takes names of members of all objects as names', () => {
    const names = ['constructor', '__proto__', 'toString'];
    const outputs = parseAmplifyConfig({
      version: '1',
      auth: { oauth: { identity_providers: names }, standard_required_attributes: names },
      data: { default_authorization_type: 'constructor' },
      storage: { buckets: names.map((name) => ({ name })) },
    });
    assert.deepEqual(outputs.Auth.Cognito.loginWith.oauth.providers, []);
    assert.deepEqual(Object.keys(outputs.Auth.Cognito.userAttributes), names);
    assert.equal(outputs.API.GraphQL.defaultAuthMode, undefined);
    assert.deepEqual(Object.keys(outputs.Storage.S3.buckets), names);
    const web = parseAmplifyConfig({
      aws_appsync_graphqlEndpoint: 'e',
      aws_appsync_authenticationType: 'toString',
      aws_cloud_logic_custom: names.map((name) => ({ name })),
    });
    assert.equal(web.API.GraphQL.defaultAuthMode, 'iam');
    assert.deepEqual(Object.keys(web.API.REST), names);
    assert.equal({}.endpoint, undefined);
  });
});
