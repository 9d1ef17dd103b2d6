/** Pools with the ids and settings of configuration files. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { SEED, createLocalCognito, startServer } from '../src/index.js';
import { readConfigurationFile } from '../src/config-files.js';
import { call, freshCognito } from './support/calls.js';
import { signInWithSrp } from './support/srp-client.js';

const POOL = 'eu-west-1_AbCdEfGhI';
const CLIENT = '1example23456789';
const IDENTITIES = 'eu-west-1:11111111-2222-4333-8444-555555555555';
const JANE = { username: 'jane', password: 'Password123', email: 'jane@example.com' };

const outputs = {
  version: '1.4',
  auth: {
    aws_region: 'eu-west-1',
    user_pool_id: POOL,
    user_pool_client_id: CLIENT,
    identity_pool_id: IDENTITIES,
    unauthenticated_identities_enabled: true,
    username_attributes: ['email'],
    standard_required_attributes: ['email', 'name'],
    user_verification_types: ['email'],
    password_policy: { min_length: 10, require_numbers: true },
    mfa_configuration: 'OPTIONAL',
    mfa_methods: ['TOTP', 'EMAIL'],
    groups: [{ admins: { precedence: 1 } }, { editors: { precedence: 2 } }],
    passwordless: { email_otp_enabled: true, web_authn: { relying_party_id: 'app.example' } },
    oauth: {
      domain: 'app-1.auth.eu-west-1.amazoncognito.com',
      scopes: ['openid', 'email'],
      redirect_sign_in_uri: ['https://app.example/in'],
      redirect_sign_out_uri: ['https://app.example/out'],
      response_type: 'code',
      identity_providers: ['GOOGLE', 'SIGN_IN_WITH_APPLE'],
    },
  },
};
const flat = {
  aws_project_region: 'eu-west-1',
  aws_user_pools_id: POOL,
  aws_user_pools_web_client_id: CLIENT,
  aws_cognito_identity_pool_id: IDENTITIES,
  aws_cognito_username_attributes: ['EMAIL'],
  aws_cognito_signup_attributes: ['EMAIL', 'NAME'],
  aws_cognito_verification_mechanisms: ['EMAIL'],
  aws_cognito_mfa_configuration: 'OPTIONAL',
  aws_cognito_mfa_types: ['TOTP'],
  aws_cognito_password_protection_settings: {
    passwordPolicyMinLength: 10,
    passwordPolicyCharacters: ['REQUIRES_NUMBERS'],
  },
  aws_cognito_social_providers: ['GOOGLE'],
  oauth: {
    domain: 'app-1.auth.eu-west-1.amazoncognito.com',
    scope: ['openid', 'email'],
    redirectSignIn: 'https://app.example/in,https://other.example/in',
    redirectSignOut: 'https://app.example/out',
    responseType: 'token',
  },
};
const mobile = {
  auth: {
    plugins: {
      awsCognitoAuthPlugin: {
        CredentialsProvider: { CognitoIdentity: { Default: { PoolId: IDENTITIES, Region: 'eu-west-1' } } },
        CognitoUserPool: {
          Default: { PoolId: POOL, AppClientId: CLIENT, AppClientSecret: 'secret', Region: 'eu-west-1' },
        },
        Auth: {
          Default: {
            authenticationFlowType: 'USER_PASSWORD_AUTH',
            usernameAttributes: ['EMAIL'],
            signupAttributes: ['EMAIL', 'NAME'],
            passwordProtectionSettings: {
              passwordPolicyMinLength: '10',
              passwordPolicyCharacters: ['REQUIRES_NUMBERS'],
            },
            mfaConfiguration: 'OPTIONAL',
            mfaTypes: ['TOTP'],
            verificationMechanisms: ['EMAIL'],
            OAuth: {
              WebDomain: 'login.app.example',
              AppClientId: CLIENT,
              SignInRedirectURI: 'app://in',
              SignOutRedirectURI: 'app://out',
              Scopes: ['openid'],
            },
          },
        },
      },
    },
  },
};
const resources = {
  Auth: {
    Cognito: {
      userPoolId: POOL,
      userPoolClientId: CLIENT,
      identityPoolId: IDENTITIES,
      allowGuestAccess: true,
      loginWith: { email: true },
      userAttributes: { email: { required: true }, name: { required: true } },
      mfa: { status: 'optional', totpEnabled: true },
      passwordFormat: { minLength: 10, requireNumbers: true },
    },
  },
};

describe('a configuration', () => {
  for (const [shape, file] of Object.entries({ outputs, flat, mobile, resources })) {
    it(`in the shape ${shape} creates a backend with its ids and settings`, async () => {
      const cognito = freshCognito({ configurations: [file] });
      const { UserPool } = await call(cognito, 'DescribeUserPool', { UserPoolId: POOL });
      assert.deepEqual(UserPool.UsernameAttributes, ['email']);
      assert.deepEqual(
        UserPool.SchemaAttributes.filter(({ Required }) => Required).map(({ Name }) => Name),
        ['email', 'name'],
      );
      const policy = UserPool.Policies.PasswordPolicy;
      assert.deepEqual([policy.MinimumLength, policy.RequireNumbers, policy.RequireSymbols], [10, true, false]);
      const mfa = await call(cognito, 'GetUserPoolMfaConfig', { UserPoolId: POOL });
      assert.deepEqual([mfa.MfaConfiguration, mfa.SoftwareTokenMfaConfiguration.Enabled], ['OPTIONAL', true]);
      const { CognitoIdentityProviders } = await call(cognito, 'DescribeIdentityPool', { IdentityPoolId: IDENTITIES });
      assert.deepEqual(CognitoIdentityProviders, [
        {
          ProviderName: `cognito-idp.eu-west-1.amazonaws.com/${POOL}`,
          ClientId: CLIENT,
          ServerSideTokenCheck: false,
        },
      ]);
      await cognito.createUser({ ...JANE, username: 'jane@example.com', email: undefined, password: 'Password1234' });
      const { sub, clientId } = await cognito.signInAs('jane@example.com');
      assert.equal(clientId, CLIENT);
      if (shape === 'mobile') return;
      const options = {
        username: 'jane@example.com',
        password: 'Password1234',
        poolId: POOL,
        client: { ClientId: CLIENT },
      };
      const { AuthenticationResult } = await signInWithSrp(cognito, options);
      assert.equal(JSON.parse(atob(AuthenticationResult.AccessToken.split('.')[1])).sub, sub);
    });
  }

  it('of Amplify Gen 2 has groups, guests, sign-ins without passwords and identity providers', async () => {
    const cognito = freshCognito({ configurations: [outputs] });
    const { Groups } = await call(cognito, 'ListGroups', { UserPoolId: POOL });
    assert.deepEqual(
      Groups.map(({ GroupName, Precedence }) => [GroupName, Precedence]),
      [
        ['admins', 1],
        ['editors', 2],
      ],
    );
    const pool = await call(cognito, 'DescribeIdentityPool', { IdentityPoolId: IDENTITIES });
    assert.equal(pool.AllowUnauthenticatedIdentities, true);
    const { Providers } = await call(cognito, 'ListIdentityProviders', { UserPoolId: POOL });
    assert.deepEqual(
      Providers.map(({ ProviderName }) => ProviderName),
      ['Google', 'SignInWithApple'],
    );
    const [{ firstFactors, webAuthn }] = cognito.dump().userPools.filter(({ id }) => id === POOL);
    assert.deepEqual(firstFactors, ['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN']);
    assert.equal(webAuthn.relyingPartyId, 'app.example');
    const { UserPoolClient } = await call(cognito, 'DescribeUserPoolClient', { UserPoolId: POOL, ClientId: CLIENT });
    assert.ok(UserPoolClient.ExplicitAuthFlows.includes('ALLOW_USER_AUTH'));
    assert.deepEqual(UserPoolClient.CallbackURLs, ['https://app.example/in']);
    const { DomainDescription } = await call(cognito, 'DescribeUserPoolDomain', { Domain: 'app-1' });
    assert.equal(DomainDescription.UserPoolId, POOL);
  });

  it('of older files has redirect addresses in one text, and the implicit grant', async () => {
    const cognito = freshCognito({ configurations: [flat] });
    const { UserPoolClient } = await call(cognito, 'DescribeUserPoolClient', { UserPoolId: POOL, ClientId: CLIENT });
    assert.deepEqual(UserPoolClient.CallbackURLs, ['https://app.example/in', 'https://other.example/in']);
    assert.deepEqual(UserPoolClient.AllowedOAuthFlows, ['implicit']);
  });

  it('for mobile apps has the secret, the default flow and a domain of its own', async () => {
    const cognito = freshCognito({ configurations: [mobile] });
    const { UserPoolClient } = await call(cognito, 'DescribeUserPoolClient', { UserPoolId: POOL, ClientId: CLIENT });
    assert.equal(UserPoolClient.ClientSecret, 'secret');
    assert.ok(UserPoolClient.ExplicitAuthFlows.includes('ALLOW_USER_PASSWORD_AUTH'));
    const { DomainDescription } = await call(cognito, 'DescribeUserPoolDomain', { Domain: 'login.app.example' });
    assert.equal(DomainDescription.UserPoolId, POOL);
  });

  it('can name another client of a pool that is there, and other pools', () => {
    const second = { auth: { ...outputs.auth, user_pool_client_id: 'second' }, version: '1' };
    const third = { Auth: { Cognito: { userPoolId: 'us-west-2_Third', userPoolClientId: 'third' } } };
    const cognito = freshCognito({ configurations: [outputs, second, third] });
    const { userPools, clients, identityPools } = cognito.dump();
    assert.deepEqual(
      userPools.map(({ id }) => id),
      [SEED.userPoolId, POOL, 'us-west-2_Third'],
    );
    assert.deepEqual(
      clients.filter(({ poolId }) => poolId === POOL).map(({ id }) => id),
      [CLIENT, 'second'],
    );
    assert.equal(identityPools.find(({ id }) => id === IDENTITIES).providers.length, 2);
  });

  it('is there again after a reset, and without the seed', () => {
    const cognito = createLocalCognito({ seed: false, configurations: [outputs] });
    cognito.reset({ seed: false });
    assert.deepEqual(
      cognito.dump().userPools.map(({ id }) => id),
      [POOL],
    );
  });

  it('creates every backend among files that projects have published', () => {
    const samples = JSON.parse(readFileSync(new URL('../../tests/config_samples.json', import.meta.url), 'utf8'));
    const refused = [];
    let created = 0;
    for (const { id, file } of samples) {
      try {
        createLocalCognito({ seed: false, configurations: [file] });
        created += 1;
      } catch (error) {
        assert.ok(error instanceof TypeError, `${id}: ${error.stack}`);
        refused.push(`${id}: ${error.message}`);
      }
    }
    assert.ok(created > samples.length / 2, `${created} of ${samples.length}: ${refused.join('\n')}`);
  });

  for (const [file, message] of [
    [null, 'The configuration must be an object.'],
    [{}, /^The configuration names no user pool and no identity pool\. It must be an amplify_outputs\.json/],
    [{ version: '1', auth: [] }, 'The configuration.auth must be an object.'],
    [{ aws_user_pools_id: 7 }, /^The configuration\.aws_user_pools_id must be a text/],
    [{ aws_user_pools_id: 'pool' }, 'The configuration: not the id of a user pool: pool'],
    [{ aws_user_pools_id: POOL }, 'The configuration names no app client.'],
    [
      { version: '1', auth: { ...outputs.auth, mfa_configuration: 'MAYBE' } },
      /auth\.mfa_configuration must be one of ON, /,
    ],
    [{ aws_cognito_mfa_configuration: 'toString' }, /aws_cognito_mfa_configuration must be one of ON, /],
    [{ version: '1', auth: { ...outputs.auth, mfa_methods: 'TOTP', groups: {} } }, /auth\.groups must be a list/],
    [
      {
        version: '1',
        auth: { ...outputs.auth, oauth: { domain: 'a.example', redirect_sign_in_uri: ['javascript:1'] } },
      },
      /^The backend of eu-west-1_AbCdEfGhI: javascript:1 cannot use this protocol\.$/,
    ],
  ]) {
    it(`is refused with what is wrong: ${JSON.stringify(file)?.slice(0, 60)}`, () => {
      assert.throws(() => createLocalCognito({ configurations: [file] }), { name: 'TypeError', message });
    });
  }
});

const reading = `
  import { readConfigurationFile } from ${JSON.stringify(new URL('../src/config-files.js', import.meta.url).href)};
  await readConfigurationFile(process.argv[1]).catch(({ message }) => process.stdout.write(message));
`;

describe('a configuration file', () => {
  let folder;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'configurations-'))));
  after(() => rm(folder, { recursive: true }));

  const written = async (name, text) => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };

  it('can be JSON, or an aws-exports.js with comments', async () => {
    const json = JSON.stringify(flat, undefined, 4);
    const code = `/* eslint-disable */\n// "{" is no object\nconst awsmobile = ${json.replace(/\n}$/, ', // last\n}')};\n\nexport default awsmobile;\n`;
    assert.deepEqual(await readConfigurationFile(await written('aws-exports.js', code)), flat);
    assert.deepEqual(
      await readConfigurationFile(await written('amplify_outputs.json', JSON.stringify(outputs))),
      outputs,
    );
  });

  it('is not run', async () => {
    const path = await written('aws-exports.js', 'globalThis.wasRun = true; export default { "aws_a": wasRun };');
    await assert.rejects(readConfigurationFile(path), /aws-exports\.js is not JSON: .+ It must have one object/);
    assert.equal(globalThis.wasRun, undefined);
  });

  for (const [what, part] of [
    ['texts', '"\\'],
    ['comments', '/* '],
  ]) {
    it(`is refused without a hang if it is full of ${what} without an end`, async () => {
      const path = await written('endless.js', part.repeat(300_000));
      // In a process of its own: what never ends cannot be interrupted from within.
      const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', reading, path], {
        encoding: 'utf8',
        timeout: 60_000,
        killSignal: 'SIGKILL',
      });
      assert.equal(status, 0);
      assert.match(stdout, /endless\.js is not JSON: .+ It must have one object/);
    });
  }

  it('is refused with its name', async () => {
    await assert.rejects(
      readConfigurationFile(join(folder, 'none.json')),
      /^TypeError: Cannot read the configuration .*none\.json: ENOENT/,
    );
    await assert.rejects(readConfigurationFile(await written('torn.json', '{"auth":')), /torn\.json is not JSON: .+/);
    await assert.rejects(
      readConfigurationFile(await written('large.json', ' '.repeat(2 ** 20 + 1))),
      /is larger than 1048576 bytes/,
    );
    const path = await written('empty.json', '{}');
    await assert.rejects(startServer({ port: 0, configFiles: [path] }), /names no user pool/);
    const good = await written(
      'good.json',
      JSON.stringify({ aws_user_pools_id: POOL, aws_user_pools_web_client_id: 'b' }),
    );
    for (const [contents, message] of [
      [{ aws_user_pools_id: POOL }, /^The configuration .*second\.json names no app client\.$/],
      [{ aws_user_pools_id: 'a' }, /^The configuration .*second\.json: not the id of a user pool: a$/],
      [[], /^The configuration .*second\.json must be an object\.$/],
    ]) {
      const second = await written('second.json', JSON.stringify(contents));
      await assert.rejects(startServer({ port: 0, configFiles: [good, second] }), { name: 'TypeError', message });
    }
  });

  it('is what the server answers and configures for', async () => {
    const configFiles = [await written('amplify_outputs.json', JSON.stringify(outputs))];
    const server = await startServer({ port: 0, configFiles });
    const { Cognito } = server.resourcesConfig({ extra: 1 }).Auth;
    await server.close();
    const { userPoolId, userPoolClientId, identityPoolId, userPoolEndpoint, allowGuestAccess, extra } = Cognito;
    assert.deepEqual([userPoolId, userPoolClientId, identityPoolId], [POOL, CLIENT, IDENTITIES]);
    assert.deepEqual([userPoolEndpoint, allowGuestAccess, extra], [server.url, true, 1]);
  });
});

describe('the configuration that the server gives out', () => {
  it('is the first of the configurations that has a user pool', async () => {
    const first = { aws_cognito_identity_pool_id: 'eu-west-1:00000000-1111-4222-8333-444444444444' };
    const cognito = createLocalCognito({ configurations: [first, { version: '1.3', auth: outputs.auth }] });
    const response = await cognito.handle(new Request('http://localhost:9229/amplifyconfiguration.json'));
    const again = createLocalCognito({ configurations: [await response.json()] });
    const { userPoolId, clientId, identityPoolId } = cognito.defaultBackend;
    assert.deepEqual(
      { ...again.defaultBackend, allowsGuests: undefined },
      { userPoolId, clientId, identityPoolId, allowsGuests: undefined },
    );
    const poolOf = (engine) => engine.dump().userPools.find(({ id }) => id === userPoolId);
    for (const name of ['usernameAttributes', 'requiredAttributes', 'passwordPolicy', 'mfa']) {
      assert.deepEqual(poolOf(again)[name], poolOf(cognito)[name], name);
    }
  });
});
