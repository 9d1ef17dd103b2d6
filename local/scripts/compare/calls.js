/** What is tried. Each call makes a backend of its own, and resolves with whether the emulator does what AWS documents. */
import { createHmac } from 'node:crypto';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { newPasskey } from '../../tests/support/authenticator.js';
import { totpCode } from '../../src/totp.js';
import { PASSWORD } from './client.js';

const NOT_AUTHORIZED = ['NotAuthorizedException'];
const MISMATCH = ['CodeMismatchException'];
const ORIGIN = 'http://localhost:8080';

const isSignedIn = ({ status, body }) => status === 200 && body.AuthenticationResult?.AccessToken !== undefined;
const isRefused = ({ status, type }, types = NOT_AUTHORIZED) => status === 400 && types.includes(type);
const wrongOf = (code) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const signUp = ({ ClientId }, Username = 'bo') => ({
  ClientId,
  Username,
  Password: PASSWORD,
  UserAttributes: [{ Name: 'email', Value: 'bo@example.com' }],
});
const TOTP = { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } };
const USER_AUTH = ['ALLOW_USER_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
const passwordless = (...factors) => ({
  pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', ...factors] } } },
  client: { ExplicitAuthFlows: USER_AUTH },
});
const answer = ({ ClientId }, ChallengeName, Session, responses) => ({
  ClientId,
  ChallengeName,
  Session,
  ChallengeResponses: { USERNAME: 'jane', ...responses },
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

/** The challenge that follows the password. */
async function challengeAfter(client, backend) {
  const { body } = await client.withPassword(backend);
  return body;
}

export const calls = [
  ['SRP: the right password signs in', async (client) => isSignedIn(await client.withSrp(await client.backend()))],
  [
    'SRP: a wrong password is refused',
    async (client) => isRefused(await client.withSrp(await client.backend(), { password: 'Wrong-Password1' })),
  ],
  [
    'SRP: an invented signature is refused',
    async (client) => {
      const forge = (answers) => ({ ...answers, PASSWORD_CLAIM_SIGNATURE: Buffer.alloc(32, 7).toString('base64') });
      return isRefused(await client.withSrp(await client.backend(), { forge }));
    },
  ],
  [
    'Plain password: right and wrong, and a client that does not allow it',
    async (client) => {
      const backend = await client.backend();
      const closed = await client.backend({
        client: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] },
      });
      return (
        isSignedIn(await client.withPassword(backend)) &&
        isRefused(await client.withPassword(backend, 'Wrong-Password1')) &&
        isRefused(await client.withPassword(closed), ['InvalidParameterException'])
      );
    },
  ],
  [
    'Sign-up: a weak password, a wrong code and the right one',
    async (client) => {
      const backend = await client.backend({ user: false });
      if (!(await client.refuses('SignUp', { ...signUp(backend), Password: 'weak' }, ['InvalidPasswordException'])))
        return false;
      await client.call('SignUp', signUp(backend));
      const code = await client.code(backend.UserPoolId, 'bo', 'sign-up');
      const confirm = (ConfirmationCode) => ({ ClientId: backend.ClientId, Username: 'bo', ConfirmationCode });
      if (!(await client.refuses('ConfirmSignUp', confirm(wrongOf(code)), MISMATCH))) return false;
      await client.call('ConfirmSignUp', confirm(code));
      return isSignedIn(await client.withPassword(backend, PASSWORD, 'bo'));
    },
  ],
  [
    'An unconfirmed user is refused',
    async (client) => {
      const backend = await client.backend({ user: false });
      await client.call('SignUp', signUp(backend));
      return isRefused(await client.withPassword(backend, PASSWORD, 'bo'), ['UserNotConfirmedException']);
    },
  ],
  [
    'A disabled user is refused',
    async (client) => {
      const backend = await client.backend();
      await client.call('AdminDisableUser', { UserPoolId: backend.UserPoolId, Username: 'jane' });
      return isRefused(await client.withPassword(backend));
    },
  ],
  [
    'A temporary password must be replaced; an invented session is refused',
    async (client) => {
      const backend = await client.backend({ user: false });
      await client.call('AdminCreateUser', {
        UserPoolId: backend.UserPoolId,
        Username: 'jane',
        TemporaryPassword: PASSWORD,
        MessageAction: 'SUPPRESS',
      });
      const { ChallengeName, Session } = await challengeAfter(client, backend);
      const NEW_PASSWORD = 'Password456!';
      const forged = answer(backend, ChallengeName, 'x'.repeat(100), { NEW_PASSWORD });
      if (ChallengeName !== 'NEW_PASSWORD_REQUIRED') return false;
      if (!(await client.refuses('RespondToAuthChallenge', forged))) return false;
      return isSignedIn(
        await client.ask('RespondToAuthChallenge', answer(backend, ChallengeName, Session, { NEW_PASSWORD })),
      );
    },
  ],
  [
    'A forgotten password: a wrong code and the right one',
    async (client) => {
      const backend = await client.backend();
      const { ClientId } = backend;
      await client.call('ForgotPassword', { ClientId, Username: 'jane' });
      const code = await client.code(backend.UserPoolId, 'jane', 'reset');
      const Password = 'Password456!';
      const reset = (ConfirmationCode) => ({ ClientId, Username: 'jane', ConfirmationCode, Password });
      if (!(await client.refuses('ConfirmForgotPassword', reset(wrongOf(code)), MISMATCH))) return false;
      await client.call('ConfirmForgotPassword', reset(code));
      return isSignedIn(await client.withPassword(backend, Password));
    },
  ],
  [
    'Refresh by `REFRESH_TOKEN_AUTH`; an invented token is refused',
    async (client) => {
      const backend = await client.backend();
      const { RefreshToken } = await client.tokens(backend);
      const refresh = (REFRESH_TOKEN) => ({
        ClientId: backend.ClientId,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN },
      });
      return (
        isSignedIn(await client.ask('InitiateAuth', refresh(RefreshToken))) &&
        (await client.refuses('InitiateAuth', refresh('invented'), NOT_AUTHORIZED))
      );
    },
  ],
  [
    'Refresh by `GetTokensFromRefreshToken`, as in Amplify 6',
    async (client) => {
      const backend = await client.backend();
      const { RefreshToken } = await client.tokens(backend);
      return isSignedIn(await client.ask('GetTokensFromRefreshToken', { ClientId: backend.ClientId, RefreshToken }));
    },
  ],
  [
    'Refresh tokens rotate; a used one is refused',
    async (client) => {
      const RefreshTokenRotation = { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 };
      const ExplicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH'];
      const backend = await client.backend({ client: { ExplicitAuthFlows, RefreshTokenRotation } });
      const { RefreshToken } = await client.tokens(backend);
      const request = { ClientId: backend.ClientId, RefreshToken };
      const { AuthenticationResult } = await client.call('GetTokensFromRefreshToken', request);
      const isNew = (AuthenticationResult.RefreshToken ?? RefreshToken) !== RefreshToken;
      return isNew && (await client.refuses('GetTokensFromRefreshToken', request));
    },
  ],
  [
    'Global sign-out ends access and refresh tokens',
    async (client) => {
      const backend = await client.backend();
      const { AccessToken, RefreshToken } = await client.tokens(backend);
      await client.call('GlobalSignOut', { AccessToken });
      const AuthParameters = { REFRESH_TOKEN: RefreshToken };
      const refresh = { ClientId: backend.ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters };
      return (
        (await client.refuses('GetUser', { AccessToken }, NOT_AUTHORIZED)) &&
        (await client.refuses('InitiateAuth', refresh, NOT_AUTHORIZED))
      );
    },
  ],
  [
    'Tokens verify by the published keys; a changed access token is refused',
    async (client) => {
      const backend = await client.backend();
      const { AccessToken, IdToken } = await client.tokens(backend);
      const jwks = await (await fetch(`${client.url}${backend.UserPoolId}/.well-known/jwks.json`)).json();
      const issuer = `https://cognito-idp.us-east-1.amazonaws.com/${backend.UserPoolId}`;
      for (const token of [AccessToken, IdToken]) {
        const { payload } = await jwtVerify(token, createLocalJWKSet(jwks));
        if (!String(payload.iss).endsWith(backend.UserPoolId) && payload.iss !== issuer) return false;
      }
      const [header, , signature] = AccessToken.split('.');
      const claims = JSON.parse(Buffer.from(AccessToken.split('.')[1], 'base64url').toString());
      const payload = Buffer.from(JSON.stringify({ ...claims, extra: true })).toString('base64url');
      return client.refuses('GetUser', { AccessToken: `${header}.${payload}.${signature}` }, NOT_AUTHORIZED);
    },
  ],
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
  [
    'A client with a secret needs the hash of it',
    async (client) => {
      const backend = await client.backend({ client: { GenerateSecret: true } });
      const { ClientId, secret } = backend;
      const signIn = (parameters) => ({
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'jane', PASSWORD, ...parameters },
      });
      const SECRET_HASH = createHmac('sha256', secret).update(`jane${ClientId}`).digest('base64');
      return (
        (await client.refuses('InitiateAuth', signIn({}))) &&
        (await client.refuses('InitiateAuth', signIn({ SECRET_HASH: 'A'.repeat(44) }))) &&
        isSignedIn(await client.ask('InitiateAuth', signIn({ SECRET_HASH })))
      );
    },
  ],
  [
    'Where the e-mail address is the username, it must be one',
    async (client) => {
      const backend = await client.backend({ pool: { UsernameAttributes: ['email'] }, user: false });
      return client.refuses('SignUp', signUp(backend, 'bo'), ['InvalidParameterException']);
    },
  ],
  [
    'An unknown user looks like a wrong password, if the client wants that',
    async (client) => {
      const backend = await client.backend({ client: { PreventUserExistenceErrors: 'ENABLED' } });
      return isRefused(await client.withPassword(backend, PASSWORD, 'nobody'));
    },
  ],
  [
    'Hosted UI: a page to sign in, and an error for an invented code',
    async (client) => {
      const redirect = 'http://localhost:3000/';
      const backend = await client.backend({
        client: {
          AllowedOAuthFlows: ['code'],
          AllowedOAuthFlowsUserPoolClient: true,
          AllowedOAuthScopes: ['openid'],
          CallbackURLs: [redirect],
          SupportedIdentityProviders: ['COGNITO'],
        },
      });
      const { UserPoolId, ClientId: client_id } = backend;
      await client.ask('CreateUserPoolDomain', { UserPoolId, Domain: `app${Date.now()}` });
      const query = new URLSearchParams({ client_id, response_type: 'code', scope: 'openid', redirect_uri: redirect });
      const page = await fetch(`${client.url}oauth2/authorize?${query}`);
      const body = new URLSearchParams({
        grant_type: 'authorization_code',
        client_id,
        code: 'x',
        redirect_uri: redirect,
      });
      const token = await fetch(`${client.url}oauth2/token`, { method: 'POST', body });
      const isPage = page.ok && /<input[^>]*password/i.test(await page.text());
      return isPage && token.status === 400 && (await token.json()).error === 'invalid_grant';
    },
  ],
  [
    'Identity pool: credentials for a user; none for guests or an invented token',
    async (client) => {
      const service = { service: 'cognito-identity' };
      const backend = await client.backend();
      const ProviderName = `cognito-idp.us-east-1.amazonaws.com/${backend.UserPoolId}`;
      const { IdentityPoolId } = await client.call(
        'CreateIdentityPool',
        {
          IdentityPoolName: 'identities',
          AllowUnauthenticatedIdentities: false,
          CognitoIdentityProviders: [{ ProviderName, ClientId: backend.ClientId }],
        },
        service,
      );
      const Roles = {
        authenticated: 'arn:aws:iam::000000000000:role/user',
        unauthenticated: 'arn:aws:iam::000000000000:role/guest',
      };
      await client.ask('SetIdentityPoolRoles', { IdentityPoolId, Roles }, service);
      const { IdToken } = await client.tokens(backend);
      if (!(await client.refuses('GetId', { IdentityPoolId }, NOT_AUTHORIZED, service))) return false;
      const forged = `${IdToken.slice(0, IdToken.lastIndexOf('.'))}.${Buffer.alloc(256, 7).toString('base64url')}`;
      const { IdentityId } = await client.call(
        'GetId',
        { IdentityPoolId, Logins: { [ProviderName]: IdToken } },
        service,
      );
      const get = (token) => ({ IdentityId, Logins: { [ProviderName]: token } });
      if (!(await client.refuses('GetCredentialsForIdentity', get(forged), NOT_AUTHORIZED, service))) return false;
      const { Credentials } = await client.call('GetCredentialsForIdentity', get(IdToken), service);
      return Credentials.SessionToken !== undefined;
    },
  ],
  [
    'A page can read replies and errors (CORS)',
    async (client) => {
      const preflight = await fetch(client.url, {
        method: 'OPTIONS',
        headers: {
          origin: ORIGIN,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type,x-amz-target,x-amz-user-agent,cache-control',
        },
      });
      const allowed = (preflight.headers.get('access-control-allow-headers') ?? '').toLowerCase();
      const { headers } = await client.ask('GetUser', { AccessToken: 'x' }, { headers: { origin: ORIGIN } });
      const isAllowed =
        allowed === '*' || ['x-amz-target', 'content-type', 'cache-control'].every((name) => allowed.includes(name));
      return preflight.ok && isAllowed && [ORIGIN, '*'].includes(headers.get('access-control-allow-origin'));
    },
  ],
  [
    'Pages of strange sites are refused',
    async (client) => {
      const { status } = await client.ask(
        'ListUserPools',
        { MaxResults: 1 },
        { headers: { origin: 'https://strange.example' } },
      );
      return status === 403;
    },
  ],
  [
    'A member that AWS does not know is refused',
    async (client) => {
      const { ClientId } = await client.backend();
      const AuthParameters = { USERNAME: 'jane', PASSWORD };
      return client.refuses('InitiateAuth', {
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters,
        ClientMetaData: {},
      });
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
