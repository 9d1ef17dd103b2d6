import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { secretHash } from '../src/hashing.js';
import { SEED_USER, call, freshCognito, newPool, refused, withClient } from './support/calls.js';
import { beginSrp, proof, verifierAnswer } from './support/srp-client.js';

describe('a client with a secret', () => {
  const user = { Username: 'someone', Password: 'Passw0rd!' };

  it('must prove that it knows the secret', async () => {
    const cognito = freshCognito();
    const pool = await newPool(cognito, {}, { GenerateSecret: true });
    const { ClientId, ClientSecret, UserPoolId: poolId } = pool;
    const hash = (name) => secretHash(ClientSecret, name, ClientId);
    const type = 'NotAuthorizedException';
    assert.equal(
      await refused(cognito, 'SignUp', { ClientId, ...user }, type),
      `Client ${ClientId} is configured with secret but SECRET_HASH was not received`,
    );
    const forged = { ClientId, ...user, SecretHash: await hash('another') };
    assert.equal(await refused(cognito, 'SignUp', forged, type), `Unable to verify secret hash for client ${ClientId}`);
    await call(cognito, 'SignUp', { ClientId, ...user, SecretHash: await hash('someone') });
    await call(cognito, 'AdminConfirmSignUp', { UserPoolId: poolId, Username: 'someone' });

    const SECRET_HASH = await hash('someone');
    const client = { ClientId };
    const challenge = await beginSrp(cognito, { username: 'someone', client, parameters: { SECRET_HASH } });
    const responses = await proof(challenge, 'Passw0rd!', { poolId });
    await refused(cognito, 'RespondToAuthChallenge', verifierAnswer(responses, client), type);
    const hashed = verifierAnswer({ ...responses, SECRET_HASH }, client);
    const { AuthenticationResult } = await call(cognito, 'RespondToAuthChallenge', hashed);

    const { RefreshToken } = AuthenticationResult;
    const refresh = { ClientId, RefreshToken };
    const revocation = { ClientId, Token: RefreshToken };
    const invalid = `Invalid client secret for client ${ClientId}`;
    for (const guess of [{}, { ClientSecret: 'another' }]) {
      const refreshing = { ...refresh, ...guess };
      assert.equal(await refused(cognito, 'GetTokensFromRefreshToken', refreshing, type), invalid);
      assert.equal(await refused(cognito, 'RevokeToken', { ...revocation, ...guess }, type), invalid);
    }
    await call(cognito, 'GetTokensFromRefreshToken', { ...refresh, ClientSecret });
    await call(cognito, 'RevokeToken', { ...revocation, ClientSecret });
  });

  it('must prove it in every operation that names a user', async () => {
    const cognito = freshCognito();
    const settings = { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] };
    const pool = { AutoVerifiedAttributes: ['email'], UsernameAttributes: ['email'] };
    const { ClientId, ClientSecret } = await newPool(cognito, pool, { ...settings, GenerateSecret: true });
    const Username = 'my@email.com';
    const hash = (name) => secretHash(ClientSecret, name, ClientId);
    const proven = async (operation, body) => {
      const named = { ClientId, Username, ...body };
      await refused(cognito, operation, named, 'NotAuthorizedException');
      const forged = { ...named, SecretHash: await hash('another') };
      await refused(cognito, operation, forged, 'NotAuthorizedException');
      return call(cognito, operation, { ...named, SecretHash: await hash(Username) });
    };
    const code = () => cognito.outbox.messages().at(-1).code;
    const { UserSub } = await proven('SignUp', { Password: 'Passw0rd!' });
    await proven('ResendConfirmationCode', {});
    await proven('ConfirmSignUp', { ConfirmationCode: code() });
    await proven('ForgotPassword', {});
    await proven('ConfirmForgotPassword', { ConfirmationCode: code(), Password: 'Changed123!' });

    const initiate = (AuthFlow, AuthParameters) => ({ ClientId, AuthFlow, AuthParameters });
    const parameters = { USERNAME: Username, PASSWORD: 'Changed123!' };
    const hashed = initiate('USER_PASSWORD_AUTH', { ...parameters, SECRET_HASH: await hash(Username) });
    await refused(cognito, 'InitiateAuth', initiate('USER_PASSWORD_AUTH', parameters), 'NotAuthorizedException');
    const { AuthenticationResult } = await call(cognito, 'InitiateAuth', hashed);
    // A refresh does not name the user: the hash contains the canonical username.
    const refresh = async (name) =>
      initiate('REFRESH_TOKEN_AUTH', {
        REFRESH_TOKEN: AuthenticationResult.RefreshToken,
        SECRET_HASH: await hash(name),
      });
    await refused(cognito, 'InitiateAuth', await refresh(Username), 'NotAuthorizedException');
    await call(cognito, 'InitiateAuth', await refresh(UserSub));
    const bad = initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: 'unknown' });
    assert.equal(await refused(cognito, 'InitiateAuth', bad, 'NotAuthorizedException'), 'Invalid Refresh Token');
  });

  it('is the only client that may send a hash', async () => {
    const cognito = freshCognito();
    const superfluous = withClient({ ...SEED_USER, SecretHash: 'abc=' });
    await refused(cognito, 'SignUp', superfluous, 'InvalidParameterException');
  });

  it('uses the hash that AWS documents', async () => {
    assert.equal(
      await secretHash('9secret456', 'username', '1example23456789'),
      'KF/vHLf8dZX3B6FdeaxMWRzgiSA+PnO+Fw5P29Nlz8g=',
    );
  });
});
