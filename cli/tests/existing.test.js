/** Reading a backend that is there already, from the local Cognito. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import * as identitySdk from '@aws-sdk/client-cognito-identity';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { formats, writeOutputs } from '../src/outputs/files.js';
import { readExisting } from '../src/outputs/existing.js';
import { pages, seedBackend } from './support/backends.js';
import { folder } from './support/temporary-folder.js';
import { localCognito, made } from './support/made.js';

let local;
before(async () => (local = await localCognito()));
after(() => local.close());

const answersWith = (change) => {
  const { answers } = seedBackend();
  change?.(answers.userPool, answers);
  return answers;
};

/** Reads what has been made. */
const existing = (outputs, changes = {}) => {
  const { userPoolId, webClientId, nativeClientId, identityPoolId } = outputs;
  return readExisting(local, { userPoolId, webClientId, nativeClientId, identityPoolId, ...changes });
};

/** The answers that a pool cannot say are those of the person who made it. */
const comparable = ({ userPool: { name: _, hostedUI, ...userPool }, identityPool, ...answers }) => {
  const { resourceName: _resource, suffix: _suffix, ...rest } = answers;
  return {
    ...rest,
    identityPool: identityPool && { ...identityPool, name: '' },
    userPool: { ...userPool, hostedUI: hostedUI && { ...hostedUI, domainPrefix: '' } },
  };
};

/** Kinds of backends, by what differs from the default answers. */
const kinds = {
  'the default answers': undefined,
  'sign-in by e-mail and phone, with rules and groups': (pool) =>
    Object.assign(pool, {
      signInMethod: 'EMAIL_AND_PHONE_NUMBER',
      requiredAttributes: ['email', 'given_name'],
      customAttributes: [
        { name: 'plan', type: 'String', isMutable: true },
        { name: 'seats', type: 'Number', isMutable: false },
      ],
      passwordPolicy: { minimumLength: 12, requires: ['LOWERCASE', 'UPPERCASE', 'DIGIT', 'SYMBOL'] },
      tokenLife: { refreshTokenDays: 7, accessTokenMinutes: 15, idTokenMinutes: 20 },
      readAttributes: ['email', 'custom:plan'],
      writeAttributes: ['email', 'given_name'],
      groups: ['zebras', 'admins', 'editors'],
      verificationSubject: 'Your code',
      verificationMessage: 'Here it is: {####}',
    }),
  'aliases, and a second factor': (pool) =>
    Object.assign(pool, {
      aliases: ['EMAIL', 'PREFERRED_USERNAME'],
      mfa: { ...pool.mfa, mode: 'OPTIONAL', types: ['TOTP'] },
    }),
  passkeys: (pool) =>
    Object.assign(pool, {
      firstFactors: ['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN'],
      passkeys: { relyingPartyId: 'shop.example', isUserVerificationRequired: true },
    }),
  "Cognito's own pages with providers": (pool) =>
    (pool.hostedUI = { ...pages(), domainPrefix: 'pages-with-providers' }),
  'a user pool alone, with pages and the implicit grant': (pool, answers) => {
    pool.hostedUI = { ...pages(), domainPrefix: 'alone', grant: 'IMPLICIT', socialProviders: [] };
    answers.identityPool = null;
  },
  guests: (pool, answers) => (answers.identityPool.allowsGuests = true),
};

describe('an existing backend', () => {
  for (const [kind, change] of Object.entries(kinds)) {
    it(`gives the outputs, answers and files of the push that has made it: ${kind}`, async (test) => {
      const answers = answersWith(change);
      const outputs = await made(local, answers);
      const read = await existing(outputs);
      assert.deepEqual(read.outputs, outputs);
      assert.deepEqual(comparable(read.answers), comparable(answers));
      assert.deepEqual(read.warnings, []);
      assert.doesNotMatch(JSON.stringify(read), /never shown/);

      const [pushed, imported] = [folder(test), folder(test)];
      const options = { formats: Object.keys(formats), directory: '.' };
      await writeOutputs({ root: pushed.root, outputs, answers, ...options });
      await writeOutputs({ root: imported.root, ...read, ...options });
      for (const name of readdirSync(pushed.root)) assert.equal(imported.read(name), pushed.read(name), name);
    });
  }

  it('has one app client for all files, if no other is named', async () => {
    const outputs = await made(local, answersWith());
    const read = await existing(outputs, { nativeClientId: undefined });
    assert.equal(read.outputs.nativeClientId, outputs.webClientId);
    assert.deepEqual(read.warnings, []);
  });

  it('has more groups than one page of the list', async () => {
    const groups = Array.from({ length: 75 }, (_, index) => `group-${index}`);
    const outputs = await made(
      local,
      answersWith((pool) => (pool.groups = groups)),
    );
    assert.deepEqual((await existing(outputs)).answers.userPool.groups, groups);
  });

  it('always gets the same names', async () => {
    const outputs = await made(local, answersWith());
    const [one, other] = [await existing(outputs), await existing(outputs)];
    assert.equal(one.answers.resourceName, other.answers.resourceName);
    assert.match(one.answers.resourceName, /^[a-z0-9]{9,28}$/);
    assert.ok(one.answers.resourceName.endsWith(one.answers.suffix));
  });

  it('changes nothing', async () => {
    const outputs = await made(local, answersWith());
    const seen = [];
    const spy = (client) => ({
      ...client,
      config: client.config,
      send: (command) => {
        seen.push(command.constructor.name);
        return client.send(command);
      },
    });
    const { userPoolId, webClientId, identityPoolId } = outputs;
    await readExisting(
      { cognito: Object.assign(Object.create(local.cognito), spy(local.cognito)), identity: spy(local.identity) },
      { userPoolId, webClientId, identityPoolId },
    );
    assert.ok(seen.length > 4);
    assert.deepEqual(
      seen.filter((name) => !/^(Describe|List|Get)/.test(name)),
      [],
    );
  });
});

describe('an existing app client with a secret', () => {
  it('gives it to the mobile file, with a warning that does not show it', async (test) => {
    const outputs = await made(local, answersWith());
    const { UserPoolClient } = await local.cognito.send(
      new sdk.CreateUserPoolClientCommand({
        UserPoolId: outputs.userPoolId,
        ClientName: 'secret',
        GenerateSecret: true,
      }),
    );
    const { ClientId, ClientSecret } = UserPoolClient;
    const read = await existing(outputs, { nativeClientId: ClientId, identityPoolId: undefined });
    assert.equal(read.outputs.nativeClientSecret, ClientSecret);
    assert.equal(read.warnings.length, 1);
    assert.match(read.warnings[0], new RegExp(`^The secret of the app client ${ClientId} is written to `));
    assert.ok(!read.warnings[0].includes(ClientSecret));
    const at = folder(test);
    await writeOutputs({ root: at.root, ...read, formats: Object.keys(formats), directory: '.' });
    const withSecret = readdirSync(at.root).filter((name) => at.read(name).includes(ClientSecret));
    assert.deepEqual(withSecret, ['amplifyconfiguration.json']);

    const onWeb = await existing(outputs, { webClientId: ClientId, identityPoolId: undefined });
    assert.equal(onWeb.outputs.nativeClientSecret, undefined);
    assert.match(onWeb.warnings[0], /has a secret, which a page cannot keep/);
  });
});

describe('warnings', () => {
  it('name an app client whose users the identity pool does not accept', async () => {
    const outputs = await made(local, answersWith());
    const { UserPoolClient } = await local.cognito.send(
      new sdk.CreateUserPoolClientCommand({ UserPoolId: outputs.userPoolId, ClientName: 'other' }),
    );
    const { warnings } = await existing(outputs, { nativeClientId: UserPoolClient.ClientId });
    assert.equal(warnings.length, 1);
    assert.match(warnings[0], new RegExp(`does not accept users of the app client ${UserPoolClient.ClientId}`));
  });

  it('name an app client without the flow of signIn', async () => {
    const outputs = await made(local, answersWith());
    const { userPoolId: UserPoolId, webClientId: ClientId } = outputs;
    await local.cognito.send(
      new sdk.UpdateUserPoolClientCommand({
        UserPoolId,
        ClientId,
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      }),
    );
    const { warnings } = await existing(outputs);
    assert.match(warnings.join(), /^The app client \w+ does not allow ALLOW_USER_SRP_AUTH, /);
  });

  it('say which of two different settings of the pages the files have', async () => {
    const outputs = await made(
      local,
      answersWith((pool) => (pool.hostedUI = { ...pages(), domainPrefix: 'two-settings', socialProviders: [] })),
    );
    const { userPoolId: UserPoolId, nativeClientId: ClientId } = outputs;
    await local.cognito.send(
      new sdk.UpdateUserPoolClientCommand({
        UserPoolId,
        ClientId,
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ['code'],
        AllowedOAuthScopes: ['openid'],
        CallbackURLs: ['myapp://callback/'],
      }),
    );
    const { warnings } = await existing(outputs);
    assert.match(warnings.join(), new RegExp(`The files have those of ${outputs.webClientId}\\.$`));
  });
});

describe('what is not there', () => {
  let outputs;
  before(async () => (outputs = await made(local, answersWith())));

  const refused = async (changes, message) => {
    await assert.rejects(existing(outputs, changes), (error) => {
      assert.equal(error.name, 'CliError');
      assert.match(error.message, message);
      assert.doesNotMatch(error.message, /\n/);
      return true;
    });
  };

  it('is a user pool', () =>
    refused({ userPoolId: 'us-east-1_Nowhere00' }, /^There is no user pool us-east-1_Nowhere00 in this account\. /));

  it('is a user pool in another region', () =>
    refused(
      { userPoolId: 'eu-west-1_Nowhere00' },
      /belongs to the region eu-west-1, but us-east-1 was asked: use --region eu-west-1\.$/,
    ));

  it('is an app client, of which the pool has others', () =>
    refused(
      { webClientId: 'nobody' },
      new RegExp(`has no app client nobody\\. It has ${outputs.webClientId} \\(\\w+Web\\), `),
    ));

  it('is an app client of another pool', async () => {
    const other = await made(local, answersWith());
    await refused({ nativeClientId: other.nativeClientId }, /has no app client \w+\. It has /);
  });

  it('is an identity pool', () =>
    refused(
      { identityPoolId: 'us-east-1:99999999-0000-4000-8000-000000000000' },
      /^There is no identity pool us-east-1:9/,
    ));

  it('is anything under an id of another form', async () => {
    await refused({ userPoolId: 'mine' }, /^"mine" is not the ID of a user pool, such as eu-west-1_AbCdEfGhI\.$/);
    await refused({ userPoolId: `us-east-1_${'x'.repeat(90)}` }, /^"us-east-1_x{50}" is not the ID of a user pool/);
    await refused({ identityPoolId: 'mine' }, /^"mine" is not the ID of an identity pool/);
  });

  it('is another problem, which stays as it is', async () => {
    const problem = Object.assign(new Error('denied'), { name: 'AccessDeniedException' });
    const cognito = { config: { region: async () => 'us-east-1' }, send: async () => Promise.reject(problem) };
    const { userPoolId, webClientId } = outputs;
    await assert.rejects(readExisting({ cognito, identity: local.identity }, { userPoolId, webClientId }), problem);
  });
});

/** What AWS says, and the local Cognito does not. */
describe('the replies of AWS', () => {
  const replies = (changes = {}) => ({
    DescribeUserPool: {
      UserPool: {
        Id: 'us-gov-west-1_AbCdEfGhI',
        Name: 'Shop (prod)',
        Domain: 'shop',
        SchemaAttributes: [
          { Name: 'sub', AttributeDataType: 'String', Required: true, Mutable: false },
          { Name: 'email', AttributeDataType: 'String', Required: true, Mutable: true },
          { Name: 'phone_number', AttributeDataType: 'String', Required: false, Mutable: true },
          { Name: 'custom:plan', AttributeDataType: 'String', Required: false, Mutable: false },
          { Name: 'dev:custom:note', AttributeDataType: 'String', Required: false, Mutable: true },
        ],
        EmailVerificationMessage: 'Please click {##here##}',
        Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['WEB_AUTHN', 'SOFTWARE_TOKEN', 'PASSWORD'] } },
        ...changes,
      },
    },
    DescribeUserPoolClient: {
      UserPoolClient: {
        ClientId: 'web',
        RefreshTokenValidity: 36,
        AccessTokenValidity: 90,
        IdTokenValidity: 2,
        TokenValidityUnits: { RefreshToken: 'hours', AccessToken: 'seconds', IdToken: 'hours' },
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ['client_credentials'],
        ExplicitAuthFlows: [],
      },
    },
    GetUserPoolMfaConfig: {
      MfaConfiguration: 'ON',
      SmsMfaConfiguration: { SmsAuthenticationMessage: '{####} it is' },
      SoftwareTokenMfaConfiguration: { Enabled: true },
    },
    ListGroups: {
      Groups: [{ GroupName: 'last' }, { GroupName: 'second', Precedence: 5 }, { GroupName: 'first', Precedence: 0 }],
    },
    ListIdentityProviders: { Providers: [] },
  });
  const read = (changes) => {
    const known = replies(changes);
    const cognito = Object.assign(Object.create(sdk.CognitoIdentityProviderClient.prototype), {
      config: { region: async () => 'us-gov-west-1' },
      send: async (command) => known[command.constructor.name.replace(/Command$/, '')],
    });
    const identity = new identitySdk.CognitoIdentityClient({ region: 'us-gov-west-1' });
    return readExisting({ cognito, identity }, { userPoolId: 'us-gov-west-1_AbCdEfGhI', webClientId: 'web' });
  };

  it('become answers', async () => {
    const { userPool } = (await read()).answers;
    assert.deepEqual(userPool.requiredAttributes, ['email']);
    assert.deepEqual(userPool.customAttributes, [{ name: 'plan', type: 'String', isMutable: false }]);
    assert.equal(userPool.verificationMessage, 'Your verification code is {####}');
    assert.deepEqual(userPool.firstFactors, ['PASSWORD', 'WEB_AUTHN']);
    assert.deepEqual(userPool.mfa, { mode: 'ON', types: ['SMS', 'TOTP'], smsMessage: '{####} it is' });
    assert.deepEqual(userPool.tokenLife, { refreshTokenDays: 2, accessTokenMinutes: 2, idTokenMinutes: 120 });
    assert.deepEqual(userPool.groups, ['first', 'second', 'last']);
    assert.deepEqual(userPool.passkeys, {
      relyingPartyId: 'shop.auth-fips.us-gov-west-1.amazoncognito.com',
      isUserVerificationRequired: false,
    });
    // Its client signs in machines, not users.
    assert.equal(userPool.hostedUI, null);
  });

  it('name a domain in a region of the government, and one of its own', async () => {
    assert.equal((await read()).outputs.domain, 'shop.auth-fips.us-gov-west-1.amazoncognito.com');
    assert.equal((await read({ CustomDomain: 'login.shop.example' })).outputs.domain, 'login.shop.example');
    assert.ok(!('domain' in (await read({ Domain: undefined })).outputs));
  });
});
