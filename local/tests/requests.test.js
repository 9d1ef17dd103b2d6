import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED_USER, freshCognito, refused, send, withClient } from './support/calls.js';

const SERIALIZATION = 'SerializationException';
const INVALID = 'InvalidParameterException';

describe('a request that is no request', () => {
  it('is an unknown operation', async () => {
    const cognito = freshCognito();
    for (const target of [
      '',
      'SignUp',
      'AWSCognitoIdentityProviderService.',
      'AWSCognitoIdentityProviderService.GetId',
      'AWSCognitoIdentityProviderService.SignUp.SignUp',
      'AWSCognitoIdentityProviderService.toString',
      'constructor.name',
    ]) {
      const { status, body } = await send(cognito, 'SignUp', {}, { 'x-amz-target': target });
      assert.equal(status, 400, target);
      assert.deepEqual(body, { __type: 'UnknownOperationException' });
    }
  });

  it('is refused when its body is not JSON, or no object', async () => {
    const cognito = freshCognito();
    for (const body of ['{', 'nonsense', '[]', '"text"', 'null', '7', '{"a":'.repeat(99) + '1' + '}'.repeat(99)]) {
      await refused(cognito, 'SignUp', body, SERIALIZATION);
    }
    await refused(cognito, 'SignUp', '[{"a":'.repeat(50_000) + '1' + '}]'.repeat(50_000), SERIALIZATION);
  });
});

describe('a member', () => {
  const signUp = (rest) => withClient({ ...SEED_USER, ...rest });

  it('of the wrong type is not read', async () => {
    const cognito = freshCognito();
    for (const [rest, text] of [
      [{ Username: 7 }, 'NUMBER_VALUE can not be converted to a String'],
      [{ Username: true }, 'TRUE_VALUE can not be converted to a String'],
      [{ Username: {} }, 'Start of structure or map found where not expected.'],
      [{ UserAttributes: 'email' }, 'STRING_VALUE can not be converted to a List'],
      [{ UserAttributes: { Name: 'email' } }, 'Start of structure or map found where not expected.'],
      [{ ClientMetadata: { a: 1 } }, 'NUMBER_VALUE can not be converted to a String'],
      [{ ClientMetadata: ['a'] }, 'Start of structure or map found where not expected.'],
    ]) {
      assert.equal(await refused(cognito, 'SignUp', signUp(rest), SERIALIZATION), text);
    }
    const confirmation = withClient({ Username: 'u', ConfirmationCode: '1', ForceAliasCreation: 'yes' });
    await refused(cognito, 'ConfirmSignUp', confirmation, SERIALIZATION);
  });

  it('that is null counts as absent', async () => {
    const message = await refused(freshCognito(), 'SignUp', signUp({ Password: null }), INVALID);
    assert.equal(
      message,
      "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null",
    );
  });

  it('that breaks a constraint is told with all others', async () => {
    const cognito = freshCognito();
    const message = await refused(cognito, 'SignUp', { ClientId: 'a b', Username: '', Password: ' x' }, INVALID);
    assert.equal(
      message,
      '3 validation errors detected: ' +
        "Value 'a b' at 'clientId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+]+; " +
        "Value '' at 'username' failed to satisfy constraint: Member must have length greater than or equal to 1; " +
        "Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[\\S]+.*[\\S]+$",
    );
    const nested = signUp({ UserAttributes: [{ Name: 'email', Value: 'a' }, { Value: 'b' }] });
    assert.match(await refused(cognito, 'SignUp', nested, INVALID), /'userAttributes\.2\.member\.name'/);
  });

  it('that is secret is never repeated', async () => {
    const cognito = freshCognito();
    const answer = await send(cognito, 'SignUp', signUp({ Password: ' spaced secret ' }));
    assert.equal(answer.body.__type, INVALID);
    assert.ok(!JSON.stringify([answer.body, ...answer.headers]).includes('spaced secret'));
  });

  it('that AWS does not know is refused in strict mode only', async () => {
    const extra = signUp({ Usernane: 'x' });
    assert.equal(await refused(freshCognito(), 'SignUp', extra, SERIALIZATION), "Unknown member 'Usernane'");
    const nested = signUp({ UserAttributes: [{ Name: 'email', Value: 'a@b.cc', Valeu: 'b' }] });
    assert.match(await refused(freshCognito(), 'SignUp', nested, SERIALIZATION), /'userAttributes\.1\.member\.Valeu'/);
    const { status } = await send(freshCognito({ strict: false }), 'SignUp', extra);
    assert.equal(status, 200);
  });
});

describe('any request at all', () => {
  const OPERATIONS = (
    'SignUp ConfirmSignUp ResendConfirmationCode InitiateAuth RespondToAuthChallenge GetTokensFromRefreshToken ' +
    'RevokeToken GlobalSignOut GetUser CreateUserPool DescribeUserPool CreateUserPoolClient UpdateUserPoolClient ' +
    'DescribeUserPoolClient AdminCreateUser AdminGetUser AdminSetUserPassword AdminConfirmSignUp ' +
    'AdminResetUserPassword AdminDisableUser AdminEnableUser AdminDeleteUser GetId GetCredentialsForIdentity ' +
    'CreateIdentityPool DescribeIdentityPool UpdateIdentityPool'
  ).split(' ');
  const MEMBERS = (
    'ClientId Username Password UserAttributes ConfirmationCode AuthFlow AuthParameters ChallengeName ' +
    'ChallengeResponses Session RefreshToken Token AccessToken UserPoolId PoolName ClientName IdentityPoolId ' +
    'IdentityId Logins IdentityPoolName AllowUnauthenticatedIdentities CognitoIdentityProviders Schema'
  ).split(' ');
  const VALUES = [
    'native00000000000000000001',
    'us-east-1_SeedPool1',
    'username',
    '__proto__',
    'constructor',
    'a.b.c',
    '\u0000',
    '💥'.repeat(40),
    'us-east-1:00000000-1111-4222-8333-444444444444',
    'USER_SRP_AUTH',
    'PASSWORD_VERIFIER',
    'NEW_PASSWORD_REQUIRED',
    7,
    -1.5,
    true,
    [],
    {},
    [[]],
    [{ Name: '__proto__', Value: 'x' }],
    [{ Name: 'email' }],
    { USERNAME: 'username', SRP_A: 'ff', PASSWORD: 'p', REFRESH_TOKEN: 'eyJh.e30.x' },
    { x: 'eyJhbGciOiJub25lIn0.e30.' },
    JSON.parse('{"__proto__":"x","USERNAME":"__proto__","SRP_A":"1"}'),
  ];

  // A fixed sequence, so that a failure comes again.
  function* numbers(seed) {
    for (let state = seed; ;) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      yield state;
    }
  }

  it('is answered or refused, and never breaks the server', async () => {
    const cognito = freshCognito({ strict: false });
    const chance = numbers(1);
    const pick = (list) => list[chance.next().value % list.length];
    for (const operation of OPERATIONS) {
      for (let i = 0; i < 60; i += 1) {
        const body = Object.fromEntries(MEMBERS.filter(() => pick([true, false])).map((name) => [name, pick(VALUES)]));
        const { status } = await send(cognito, operation, body);
        assert.ok(status === 200 || status === 400, `${operation} ${JSON.stringify(body)}: ${status}`);
      }
    }
    assert.equal({}.x, undefined);
  });
});
