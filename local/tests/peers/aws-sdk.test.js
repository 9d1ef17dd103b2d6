/** Sets up a pool and a user with an AWS SDK, as an application's test would. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { SEED, startServer } from '../../src/index.js';

let server;
let client;
before(async () => {
  server = await startServer({ port: 0, deterministic: true });
  client = new sdk.CognitoIdentityProviderClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
  });
});
beforeEach(() => server.cognito.reset());
after(async () => {
  client.destroy();
  await server.close();
});

describe('the AWS SDK', () => {
  it('creates a pool, a client and a user who can sign in', async () => {
    const { UserPool } = await client.send(
      new sdk.CreateUserPoolCommand({
        PoolName: 'mine',
        AutoVerifiedAttributes: ['email'],
        Policies: { PasswordPolicy: { MinimumLength: 10 } },
      }),
    );
    const { Id: UserPoolId } = UserPool;
    assert.ok(UserPool.CreationDate instanceof Date);
    const { UserPoolClient } = await client.send(
      new sdk.CreateUserPoolClientCommand({
        UserPoolId,
        ClientName: 'app',
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      }),
    );
    const { ClientId } = UserPoolClient;
    const Username = 'somebody';
    const UserAttributes = [
      { Name: 'email', Value: 'my@email.com' },
      { Name: 'email_verified', Value: 'true' },
    ];
    const { User } = await client.send(
      new sdk.AdminCreateUserCommand({ UserPoolId, Username, UserAttributes, MessageAction: 'SUPPRESS' }),
    );
    assert.equal(User.UserStatus, 'FORCE_CHANGE_PASSWORD');
    const Password = 'long-enough-password';
    await client.send(new sdk.AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }));
    const found = await client.send(new sdk.AdminGetUserCommand({ UserPoolId, Username }));
    assert.equal(found.UserStatus, 'CONFIRMED');

    const { AuthenticationResult } = await client.send(
      new sdk.InitiateAuthCommand({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId,
        AuthParameters: { USERNAME: Username, PASSWORD: Password },
      }),
    );
    const { AccessToken, RefreshToken } = AuthenticationResult;
    const me = await client.send(new sdk.GetUserCommand({ AccessToken }));
    assert.equal(me.Username, Username);
    await client.send(new sdk.GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }));
    await client.send(new sdk.RevokeTokenCommand({ ClientId, Token: RefreshToken }));
    await assert.rejects(client.send(new sdk.GetUserCommand({ AccessToken })), sdk.NotAuthorizedException);
  });

  it('changes the seed and signs users up', async () => {
    const { userPoolId: UserPoolId, nativeClientId: ClientId } = SEED;
    const { UserPoolClient } = await client.send(
      new sdk.UpdateUserPoolClientCommand({ UserPoolId, ClientId, PreventUserExistenceErrors: 'ENABLED' }),
    );
    assert.equal(UserPoolClient.PreventUserExistenceErrors, 'ENABLED');
    const signUp = new sdk.SignUpCommand({
      ClientId,
      Username: 'username',
      Password: 'Password123',
      UserAttributes: [{ Name: 'email', Value: 'my@email.com' }],
    });
    const { UserSub } = await client.send(signUp);
    await client.send(new sdk.AdminConfirmSignUpCommand({ UserPoolId, Username: UserSub }));
    await assert.rejects(client.send(signUp), (error) => {
      assert.ok(error instanceof sdk.UsernameExistsException);
      assert.equal(error.$metadata.httpStatusCode, 400);
      assert.match(error.$metadata.requestId, /^[0-9a-f-]{36}$/);
      return true;
    });
  });
});
