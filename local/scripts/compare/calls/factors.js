/** Second factors, sign-in without a password, and devices. */
import { newPasskey } from '../../../tests/support/authenticator.js';
import { totpCode } from '../../../src/totp.js';
import { MISMATCH, ORIGIN, answer, challengeAfter, isSignedIn, wrongOf } from './steps.js';

const TOTP = { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } };
const USER_AUTH = ['ALLOW_USER_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
const passwordless = (...factors) => ({
  pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', ...factors] } } },
  client: { ExplicitAuthFlows: USER_AUTH },
});

/** A user with an authenticator app, and the secret of it. */
async function withApp(client) {
  const backend = await client.backend({ mfa: TOTP });
  const { AccessToken } = await client.tokens(backend);
  const { SecretCode } = await client.call('AssociateSoftwareToken', { AccessToken });
  const UserCode = await totpCode(SecretCode, Date.now());
  await client.call('VerifySoftwareToken', { AccessToken, UserCode });
  const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true };
  await client.call('SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings });
  return { backend, SecretCode };
}

export const factorCalls = [
  [
    'Authenticator app: asked for, a wrong code and the right one',
    async (client) => {
      const { backend, SecretCode } = await withApp(client);
      const { ChallengeName, Session } = await challengeAfter(client, backend);
      if (ChallengeName !== 'SOFTWARE_TOKEN_MFA') return false;
      const code = await totpCode(SecretCode, Date.now());
      const wrong = answer(backend, ChallengeName, Session, { SOFTWARE_TOKEN_MFA_CODE: wrongOf(code) });
      if (!(await client.refuses('RespondToAuthChallenge', wrong, MISMATCH))) return false;
      const right = answer(backend, ChallengeName, Session, { SOFTWARE_TOKEN_MFA_CODE: code });
      return isSignedIn(await client.ask('RespondToAuthChallenge', right));
    },
  ],
  [
    'Text message as a second factor: a wrong code and the right one',
    async (client) => {
      const SmsConfiguration = { SnsCallerArn: 'arn:aws:iam::000000000000:role/sms', ExternalId: 'x' };
      const backend = await client.backend({
        mfa: { MfaConfiguration: 'ON', SmsMfaConfiguration: { SmsConfiguration } },
        attributes: { phone_number: '+15555550100', phone_number_verified: 'true' },
      });
      return secondFactor(client, backend, 'SMS_MFA', 'SMS_MFA_CODE');
    },
  ],
  [
    'E-mail as a second factor: a wrong code and the right one',
    async (client) => {
      const backend = await client.backend({
        mfa: { MfaConfiguration: 'OPTIONAL', EmailMfaConfiguration: { Message: '{####}' } },
      });
      await client.call('AdminSetUserMFAPreference', {
        UserPoolId: backend.UserPoolId,
        Username: 'jane',
        EmailMfaSettings: { Enabled: true, PreferredMfa: true },
      });
      return secondFactor(client, backend, 'EMAIL_OTP', 'EMAIL_OTP_CODE');
    },
  ],
  [
    '`USER_AUTH` offers the choices',
    async (client) => {
      const backend = await client.backend(passwordless('EMAIL_OTP'));
      const { ChallengeName, AvailableChallenges = [] } = await beginUserAuth(client, backend);
      return ChallengeName === 'SELECT_CHALLENGE' && AvailableChallenges.includes('EMAIL_OTP');
    },
  ],
  [
    'Sign-in with a code by e-mail instead of a password',
    async (client) => {
      const backend = await client.backend(passwordless('EMAIL_OTP'));
      const { ChallengeName, Session } = await beginUserAuth(client, backend, 'EMAIL_OTP');
      if (ChallengeName !== 'EMAIL_OTP') return false;
      const code = await client.code(backend.UserPoolId, 'jane', 'sign-in');
      const request = (given) => answer(backend, ChallengeName, Session, { EMAIL_OTP_CODE: given });
      if (!(await client.refuses('RespondToAuthChallenge', request(wrongOf(code)), MISMATCH))) return false;
      return isSignedIn(await client.ask('RespondToAuthChallenge', request(code)));
    },
  ],
  [
    'Passkey: registered as browsers do, signs in; another signature is refused',
    async (client) => {
      const backend = await client.backend(passwordless('WEB_AUTHN'));
      const { UserPoolId } = backend;
      const WebAuthnConfiguration = { RelyingPartyId: 'localhost', UserVerification: 'preferred' };
      await client.call('SetUserPoolMfaConfig', { UserPoolId, MfaConfiguration: 'OFF', WebAuthnConfiguration });
      const { AccessToken } = await client.tokens(backend);
      const { CredentialCreationOptions } = await client.call('StartWebAuthnRegistration', { AccessToken });
      const [passkey, other] = [await newPasskey(), await newPasskey()];
      const Credential = await passkey.create(CredentialCreationOptions, { origin: ORIGIN });
      await client.call('CompleteWebAuthnRegistration', { AccessToken, Credential });
      const begin = async (signer) => {
        const { ChallengeName, Session, ChallengeParameters } = await beginUserAuth(client, backend, 'WEB_AUTHN');
        const options = JSON.parse(ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS);
        const credential = JSON.parse(await signer.get(options, { origin: ORIGIN }));
        const CREDENTIAL = JSON.stringify({ ...credential, id: passkey.id, rawId: passkey.id });
        return client.ask('RespondToAuthChallenge', answer(backend, ChallengeName, Session, { CREDENTIAL }));
      };
      return !isSignedIn(await begin(other)) && isSignedIn(await begin(passkey));
    },
  ],
  [
    'A new device gets its keys with the tokens',
    async (client) => {
      const DeviceConfiguration = { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false };
      const { NewDeviceMetadata } = await client.tokens(await client.backend({ pool: { DeviceConfiguration } }));
      return NewDeviceMetadata?.DeviceKey !== undefined && NewDeviceMetadata.DeviceGroupKey !== undefined;
    },
  ],
];

async function secondFactor(client, backend, name, member) {
  const { ChallengeName, Session } = await challengeAfter(client, backend);
  if (ChallengeName !== name) return false;
  const code = await client.code(backend.UserPoolId, 'jane', 'sign-in');
  const request = (given) => answer(backend, name, Session, { [member]: given });
  if (!(await client.refuses('RespondToAuthChallenge', request(wrongOf(code)), MISMATCH))) return false;
  return isSignedIn(await client.ask('RespondToAuthChallenge', request(code)));
}

async function beginUserAuth(client, { ClientId }, preferred) {
  const AuthParameters = { USERNAME: 'jane', ...(preferred !== undefined && { PREFERRED_CHALLENGE: preferred }) };
  return client.call('InitiateAuth', { ClientId, AuthFlow: 'USER_AUTH', AuthParameters });
}
