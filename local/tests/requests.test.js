import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serviceCall } from '../src/service-endpoint.js';
import { SEED_USER, freshCognito, refused, send, test, withClient } from './support/calls.js';

const SERIALIZATION = 'SerializationException';
const INVALID = 'InvalidParameterException';

describe('an invalid request', () => {
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

  it('is rejected if its body is not a JSON object', async () => {
    const cognito = freshCognito();
    for (const body of ['{', 'nonsense', '[]', '"text"', 'null', '7', '{"a":'.repeat(99) + '1' + '}'.repeat(99)]) {
      await refused(cognito, 'SignUp', body, SERIALIZATION);
    }
  });

  it('is rejected if it is nested too deeply, and is still recorded', async () => {
    const endless = `${'[{"a":'.repeat(50_000)}1${'}]'.repeat(50_000)}`;
    for (const deterministic of [true, false]) {
      const cognito = freshCognito({ deterministic });
      await refused(cognito, 'SignUp', endless, SERIALIZATION);
      assert.equal((await test(cognito, 'GET', 'journal')).length, 1);
    }
  });
});

describe('a member', () => {
  const signUp = (rest) => withClient({ ...SEED_USER, ...rest });

  it('of the wrong type is rejected', async () => {
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

  it('that is null is treated as absent', async () => {
    const message = await refused(freshCognito(), 'SignUp', signUp({ Password: null }), INVALID);
    assert.equal(
      message,
      "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null",
    );
  });

  it('that breaks a constraint is reported with all others', async () => {
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

  it('that is a list has a limit', async () => {
    const UserAttributes = Array.from({ length: 101 }, () => ({ Name: 'email', Value: 'a@b.cc' }));
    const message = await refused(freshCognito(), 'SignUp', signUp({ UserAttributes }), INVALID);
    assert.match(message, /'userAttributes' failed to satisfy constraint: Member must have length less than/);
  });

  it('that is secret is never repeated', async () => {
    const cognito = freshCognito();
    const answer = await send(cognito, 'SignUp', signUp({ Password: ' spaced secret ' }));
    assert.equal(answer.body.__type, INVALID);
    assert.ok(!JSON.stringify([answer.body, ...answer.headers]).includes('spaced secret'));
  });

  it('that AWS does not know is rejected only in strict mode', async () => {
    const extra = signUp({ Usernane: 'x' });
    assert.equal(await refused(freshCognito(), 'SignUp', extra, SERIALIZATION), "Unknown member 'Usernane'");
    const nested = signUp({ UserAttributes: [{ Name: 'email', Value: 'a@b.cc', Valeu: 'b' }] });
    assert.match(await refused(freshCognito(), 'SignUp', nested, SERIALIZATION), /'userAttributes\.1\.member\.Valeu'/);
    const { status } = await send(freshCognito({ strict: false }), 'SignUp', extra);
    assert.equal(status, 200);
  });
});

describe('a bug in the server', () => {
  it('gets an error without details, which go to the console', async (context) => {
    const logged = context.mock.method(console, 'error', () => {});
    const cognito = freshCognito();
    const broken = () => {
      throw new TypeError('with details');
    };
    const request = new Request('http://localhost:9229/', {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.ResendConfirmationCode' },
      body: JSON.stringify(withClient({ Username: 'username' })),
    });
    const { journal, faults, clock } = cognito;
    const store = { clients: { get: broken } };
    const response = await serviceCall(request, { context: { store, clock }, journal, faults, strict: true });
    assert.equal(response.status, 500);
    assert.deepEqual(await response.json(), { __type: 'InternalErrorException', message: 'Internal error.' });
    assert.equal(logged.mock.calls[0].arguments[1].message, 'with details');
  });
});
