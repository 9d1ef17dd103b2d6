/** The same backend in each shape of configuration, and odd variations of them. */
import { clientId, userPoolId } from './sessions.mjs';

/** @typedef {import('./random.mjs').Random} Random */

const region = 'eu-west-1';
const identityPoolId = 'eu-west-1:0e1b0a5c-3f3a';
const scopes = ['openid', 'email', 'aws.cognito.signin.user.admin'];
const domain = 'auth.example.com';

/** @param {{ identityPool?: boolean, oauth?: boolean }} parts */
const mobilePlugin = ({ identityPool, oauth }) => ({
  UserAgent: 'aws-amplify-cli/0.1.0',
  Version: '0.1.0',
  IdentityManager: { Default: {} },
  ...(identityPool && {
    CredentialsProvider: { CognitoIdentity: { Default: { PoolId: identityPoolId, Region: region } } },
  }),
  CognitoUserPool: { Default: { PoolId: userPoolId, AppClientId: clientId, Region: region } },
  Auth: {
    Default: {
      ...(oauth && {
        OAuth: {
          WebDomain: domain,
          AppClientId: clientId,
          SignInRedirectURI: 'https://app.example/,http://localhost:3000/',
          SignOutRedirectURI: 'https://app.example/bye',
          Scopes: scopes,
        },
      }),
      authenticationFlowType: 'USER_SRP_AUTH',
      socialProviders: ['GOOGLE', 'AMAZON'],
      usernameAttributes: ['EMAIL'],
      signupAttributes: ['EMAIL', 'NAME'],
      passwordProtectionSettings: { passwordPolicyMinLength: 8, passwordPolicyCharacters: ['REQUIRES_NUMBERS'] },
      mfaConfiguration: 'OPTIONAL',
      mfaTypes: ['SMS', 'TOTP'],
      verificationMechanisms: ['EMAIL'],
    },
  },
});

/** @type {Record<string, (parts: { identityPool?: boolean, oauth?: boolean }) => object>} */
export const shapes = {
  mobile: (parts) => ({
    UserAgent: 'aws-amplify-cli/2.0',
    Version: '1.0',
    auth: { plugins: { awsCognitoAuthPlugin: mobilePlugin(parts) } },
    api: { plugins: { awsAPIPlugin: { api: { endpointType: 'GraphQL', endpoint: 'https://api.example' } } } },
  }),
  'older mobile': mobilePlugin,
  exports: ({ identityPool, oauth }) => ({
    aws_project_region: region,
    ...(identityPool && { aws_cognito_identity_pool_id: identityPoolId }),
    aws_cognito_region: region,
    aws_user_pools_id: userPoolId,
    aws_user_pools_web_client_id: clientId,
    oauth: oauth
      ? {
          domain,
          scope: scopes,
          redirectSignIn: 'https://app.example/,http://localhost:3000/',
          redirectSignOut: 'https://app.example/bye',
          responseType: 'code',
        }
      : {},
    aws_cognito_username_attributes: ['EMAIL'],
    aws_cognito_social_providers: ['GOOGLE', 'AMAZON'],
    aws_cognito_signup_attributes: ['EMAIL', 'NAME'],
    aws_cognito_mfa_configuration: 'OPTIONAL',
    aws_cognito_mfa_types: ['SMS', 'TOTP'],
    aws_cognito_password_protection_settings: {
      passwordPolicyMinLength: 8,
      passwordPolicyCharacters: ['REQUIRES_NUMBERS'],
    },
    aws_cognito_verification_mechanisms: ['EMAIL'],
  }),
  outputs: ({ identityPool, oauth }) => ({
    version: '1.4',
    auth: {
      aws_region: region,
      user_pool_id: userPoolId,
      user_pool_client_id: clientId,
      ...(identityPool && { identity_pool_id: identityPoolId, unauthenticated_identities_enabled: true }),
      ...(oauth && {
        oauth: {
          domain,
          scopes,
          redirect_sign_in_uri: ['https://app.example/', 'http://localhost:3000/'],
          redirect_sign_out_uri: ['https://app.example/bye'],
          response_type: 'code',
          identity_providers: ['GOOGLE', 'LOGIN_WITH_AMAZON'],
        },
      }),
      username_attributes: ['email'],
      standard_required_attributes: ['email', 'name'],
      user_verification_types: ['email'],
      mfa_configuration: 'OPTIONAL',
      mfa_methods: ['SMS', 'TOTP'],
      password_policy: {
        min_length: 8,
        require_numbers: true,
        require_lowercase: false,
        require_uppercase: false,
        require_symbols: false,
      },
      groups: [{ admins: { precedence: 0 } }],
      passwordless: {
        email_otp_enabled: true,
        sms_otp_enabled: false,
        web_authn: { relying_party_id: 'app.example', user_verification: 'required' },
        preferred_challenge: 'WEB_AUTHN',
      },
    },
  }),
  resources: ({ identityPool, oauth }) => ({
    Auth: {
      Cognito: {
        userPoolId,
        userPoolClientId: clientId,
        ...(identityPool && { identityPoolId, allowGuestAccess: true }),
        loginWith: {
          username: false,
          email: true,
          phone: false,
          ...(oauth && {
            oauth: {
              domain,
              scopes,
              redirectSignIn: ['https://app.example/', 'http://localhost:3000/'],
              redirectSignOut: ['https://app.example/bye'],
              responseType: 'code',
              providers: ['Google', 'Amazon'],
            },
          }),
        },
        userAttributes: { email: { required: true }, name: { required: true } },
        mfa: { status: 'optional', totpEnabled: true, smsEnabled: true },
        passwordFormat: {
          minLength: 8,
          requireLowercase: false,
          requireUppercase: false,
          requireNumbers: true,
          requireSpecialCharacters: false,
        },
      },
    },
  }),
  handwritten: ({ identityPool, oauth }) => ({
    Auth: {
      region,
      userPoolId,
      userPoolWebClientId: clientId,
      ...(identityPool && { identityPoolId, mandatorySignIn: false }),
      authenticationFlowType: 'USER_SRP_AUTH',
      ...(oauth && {
        oauth: {
          domain,
          scope: scopes,
          redirectSignIn: 'https://app.example/,http://localhost:3000/',
          redirectSignOut: 'https://app.example/bye',
          responseType: 'code',
        },
      }),
    },
  }),
};

/** Values that stand in real files, and members that this package adds. */
const realistic = {
  PoolId: ['', '[]', '$PoolId', 'us-east-1:x', 'us-east-1_other'],
  AppClientId: ['', 'a b'],
  AppClientSecret: ['', 'secret', 's'.repeat(65)],
  Endpoint: ['', 'auth.example.com', 'user@host', 'a b'],
  authenticationFlowType: ['', 'USER_PASSWORD_AUTH', 'CUSTOM_AUTH', 'CUSTOM_AUTH_WITHOUT_SRP', 'USER_AUTH', 'new'],
  authFlowType: ['', 'USER_AUTH', 'CUSTOM_WITHOUT_SRP', 'USER_SRP_AUTH', 'CUSTOM_AUTH', 'x'],
  aws_mandatory_sign_in: ['enable', 'disable', ''],
  aws_cognito_sign_up_verification_method: ['code', 'link', 'pigeon'],
  aws_cognito_identity_pool_id: ['', 'eu-west-1:xxxx', 'eu-west-1_x'],
  aws_user_pools_id: ['', 'XXXXX'],
  identity_pool_id: ['', 'test'],
  unauthenticated_identities_enabled: [true, false],
  mandatorySignIn: [true, false],
  endpoint: ['', 'https://auth.example.com/', 'auth.example.com'],
  cookieStorage: [{ domain: 'app.example', secure: 'true', expires: null }],
  signUpVerificationMethod: ['code', 'link'],
  redirectSignIn: ['', 'a, b', 'https://app.example/'],
  SignInRedirectURI: ['', 'myapp://,http://localhost/ '],
  scope: [['openid email '], 'openid email'],
  responseType: ['token', ''],
  response_type: ['token', ''],
  domain: ['', 'https://auth.example.com/'],
  passwordPolicyMinLength: ['6', 12],
  min_length: ['6', 12],
  mfa_configuration: ['NONE', 'REQUIRED', ''],
  mfaConfiguration: ['OFF', 'ON', ''],
  web_authn: [true, {}, 'x'],
  email_otp_enabled: [1, {}],
  version: ['1', '1.0', '2.0', 1],
  userPoolEndpoint: ['https://auth.example.com', 'http://localhost:9229/', 'http://a.example/', ''],
  identityPoolEndpoint: ['https://auth.example.com', 'http://10.0.2.2:9229/'],
  dangerouslyAllowHttpEndpoints: [true, false],
  verifyTokens: [true, false],
  allowPlainPassword: [true, false],
  clientSecret: ['', 'secret'],
  Auth: [{ userPoolId: 'eu-west-1_Other', userPoolWebClientId: 'other' }, { Cognito: { userPoolId } }],
  auth: [{}, { plugins: {} }],
  UserAgent: ['aws-amplify-cli/2.0'],
};

/** Members that a shape may have although the plain one has not. */
const additional = [
  ...[
    'userPoolEndpoint',
    'identityPoolEndpoint',
    'dangerouslyAllowHttpEndpoints',
    'verifyTokens',
    'allowPlainPassword',
  ],
  ...['authFlowType', 'clientSecret', 'AppClientSecret', 'Endpoint', 'endpoint', 'mandatorySignIn', 'cookieStorage'],
  ...['aws_mandatory_sign_in', 'aws_cognito_sign_up_verification_method', 'signUpVerificationMethod'],
  ...['authenticationFlowType', 'version', 'Auth', 'auth', 'UserAgent'],
];

/** All objects in a value. */
function objectsIn(value) {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}

/**
 * A configuration in some shape with some odd members.
 *
 * @param {Random} random
 * @param {() => unknown[]} wrong values of all kinds
 * @param {string} [shape]
 */
export function oddShape(random, wrong, shape = random.pick(Object.keys(shapes))) {
  const parts = { identityPool: random.chance(0.4), oauth: random.chance(0.4) };
  const config = structuredClone(shapes[shape](parts));
  for (let count = random.below(3); count > 0; count -= 1) {
    const place = random.pick(objectsIn(config).filter((object) => !Array.isArray(object)));
    const name = random.pick(random.chance(0.3) ? additional : Object.keys(place).concat(additional[0]));
    // A secret that is nowhere near a pool is no secret.
    if (name === 'clientSecret' && !Object.hasOwn(place, 'userPoolId')) continue;
    if (random.chance(0.2)) Reflect.deleteProperty(place, name);
    else place[name] = random.pick(random.chance(0.6) && realistic[name] ? structuredClone(realistic[name]) : wrong());
  }
  return config;
}

/**
 * The same, without oddities that keep anybody from reading it.
 *
 * @param {Random} random
 * @param {string} shape
 */
export function plainShape(random, shape) {
  return shapes[shape]({ identityPool: random.chance(0.5), oauth: random.chance(0.5) });
}
