/**
 * Requests as Amplify for Android and Swift send them, which cannot run here. Members and headers are those in parts of their public
 * sources, and otherwise by analogy; values, such as versions, are made up.
 */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { SEED } from '../../src/index.js';
import { freshCognito, newPool } from '../support/calls.js';
import { SRP_A, proof } from '../support/srp-client.js';

const CONTEXT = { EncodedData: 'eyJwYXlsb2FkIjoie30iLCJzaWduYXR1cmUiOiIiLCJ2ZXJzaW9uIjoiSU9TMjAxNzExMTQifQ==' };
const ANALYTICS = { AnalyticsEndpointId: '11111111-2222-4333-8444-555555555555' };
const VALIDATION = [
  'iOSVersion',
  'systemName',
  'deviceName',
  'model',
  'idForVendor',
  'bundleId',
  'bundleVersion',
  'bundleShortV',
];

/** What the two platforms have in common, and where they differ. */
const platforms = {
  Swift: {
    headers: {
      'user-agent':
        'aws-sdk-swift/1.5.0 ua/2.1 api/cognito_identity_provider#1.5.0 os/ios#18.1 lang/swift#6.0 lib/amplify-swift#2.45.0',
      'amz-sdk-invocation-id': '5C1C3B5A-0E0B-4E0D-9E7F-2F6F0E6C9A11',
      'amz-sdk-request': 'attempt=1; max=3',
    },
    validation: VALIDATION.map((name) => ({ Name: `cognito:${name}`, Value: 'x' })),
  },
  Android: {
    headers: {
      'user-agent':
        'aws-sdk-kotlin/1.4.0 ua/2.1 api/cognito-identity-provider#1.4.0 os/android#35 lang/kotlin#2.1.0 lib/amplify-android#2.25.0',
      'amz-sdk-invocation-id': 'f1d6bb8e-9c56-4f4b-8d1b-3e9a6a0c1d1e',
      'amz-sdk-request': 'attempt=1; max=3',
    },
    validation: [],
  },
};

for (const [platform, { headers, validation }] of Object.entries(platforms)) {
  describe(`the requests of Amplify for ${platform}`, () => {
    let cognito;
    let client;
    before(async () => {
      cognito = freshCognito();
      const DeviceConfiguration = { ChallengeRequiredOnNewDevice: false, DeviceOnlyRememberedOnUserPrompt: false };
      // The app client of a mobile app can have a secret.
      client = await newPool(
        cognito,
        { AutoVerifiedAttributes: ['email'], DeviceConfiguration },
        { GenerateSecret: true },
      );
    });

    const hash = (username) =>
      createHmac('sha256', client.ClientSecret)
        .update(username + client.ClientId)
        .digest('base64');
    const call = async (operation, body) => {
      const request = new Request('http://localhost:9229/', {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
        },
        body: JSON.stringify(body),
      });
      const response = await cognito.handle(request);
      const output = await response.json();
      assert.equal(response.status, 200, `${operation}: ${JSON.stringify(output)}`);
      return output;
    };
    const common = () => ({
      ClientId: client.ClientId,
      UserContextData: CONTEXT,
      AnalyticsMetadata: ANALYTICS,
      ClientMetadata: { build: '7' },
    });

    it('register a user, with what the SDK knows of the phone', async () => {
      const { UserSub, CodeDeliveryDetails } = await call('SignUp', {
        ...common(),
        Username: 'jane',
        Password: 'Password123!',
        SecretHash: hash('jane'),
        UserAttributes: [{ Name: 'email', Value: 'jane@example.com' }],
        ValidationData: validation,
      });
      assert.ok(UserSub);
      assert.equal(CodeDeliveryDetails.DeliveryMedium, 'EMAIL');
      const [{ code: ConfirmationCode }] = cognito.outbox.messages('jane');
      await call('ConfirmSignUp', {
        ...common(),
        Username: 'jane',
        SecretHash: hash('jane'),
        ConfirmationCode,
        ForceAliasCreation: false,
      });
    });

    it('sign in by SRP, confirm the device, and refresh with it', async () => {
      const begun = await call('InitiateAuth', {
        ...common(),
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME: 'jane', SRP_A, SECRET_HASH: hash('jane') },
      });
      const { USER_ID_FOR_SRP, SALT, SRP_B, SECRET_BLOCK, USERNAME } = begun.ChallengeParameters;
      for (const parameter of [USER_ID_FOR_SRP, SALT, SRP_B, SECRET_BLOCK, USERNAME]) assert.ok(parameter);
      const answers = await proof(begun, 'Password123!', { poolId: client.UserPoolId });
      const { AuthenticationResult } = await call('RespondToAuthChallenge', {
        ...common(),
        ChallengeName: 'PASSWORD_VERIFIER',
        ChallengeResponses: { ...answers, SECRET_HASH: hash(USERNAME) },
      });
      const { AccessToken, RefreshToken, NewDeviceMetadata, ExpiresIn } = AuthenticationResult;
      assert.equal(typeof ExpiresIn, 'number');
      const { DeviceKey } = NewDeviceMetadata;
      await call('ConfirmDevice', {
        AccessToken,
        DeviceKey,
        DeviceName: platform,
        DeviceSecretVerifierConfig: { PasswordVerifier: 'AQ==', Salt: 'AQ==' },
      });
      const AuthParameters = { REFRESH_TOKEN: RefreshToken, SECRET_HASH: hash('jane'), DEVICE_KEY: DeviceKey };
      const refreshed = await call('InitiateAuth', { ...common(), AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters });
      assert.ok(refreshed.AuthenticationResult.IdToken);
      await call('RevokeToken', { ClientId: client.ClientId, ClientSecret: client.ClientSecret, Token: RefreshToken });
    });
  });
}

describe('the configuration for mobile apps', () => {
  it('has the pools of the seed and the address of this server', async () => {
    const response = await freshCognito().handle(new Request('http://localhost:9229/amplifyconfiguration.json'));
    const { CognitoUserPool, CredentialsProvider } = (await response.json()).auth.plugins.awsCognitoAuthPlugin;
    assert.equal(CognitoUserPool.Default.PoolId, SEED.userPoolId);
    assert.equal(CognitoUserPool.Default.userPoolEndpoint, 'http://localhost:9229/');
    assert.equal(CredentialsProvider.CognitoIdentity.Default.PoolId, SEED.identityPoolId);
  });
});
