/** Configurations: plain ones, odd ones and wrong ones, in every shape. */
import { clientId, userPoolId } from './sessions.mjs';
import { oddShape, plainShape, shapes } from './shapes.mjs';

/** @typedef {import('./random.mjs').Random} Random */

export const plainConfiguration = () => ({ Auth: { Cognito: { userPoolId, userPoolClientId: clientId } } });

export const wrong = () => [
  undefined,
  null,
  '',
  0,
  1,
  true,
  false,
  'x',
  [],
  {},
  () => {},
  Symbol('s'),
  5n,
  NaN,
  new Date(0),
];

export const endpoints = [
  'https://auth.example.com',
  'https://auth.example.com/',
  'https://auth.example.com:8443/a/b-c/d.e',
  'https://a_b.example',
  'https://localhost',
  'http://localhost:9229',
  'http://127.0.0.1/',
  'http://[::1]:9229/',
  'https://[::1]/',
  'http://LOCALHOST:9229',
  'http://pool.localhost:1/',
  'http://127.0.0.2/',
  'http://auth.example.com',
  'http://localhost.example.com/',
  'HTTPS://auth.example.com',
  'https://',
  'https:///x',
  'https://.',
  'https://a..b',
  'https://a.b.',
  'https://.a.b',
  'https://-a.b-',
  'https://a-.b',
  'https://user:pw@auth.example.com',
  'https://user@auth.example.com',
  'https://auth.example.com:',
  'https://auth.example.com:0',
  'https://auth.example.com:99999',
  'https://auth.example.com:123456',
  'https://auth.example.com:80:80',
  'https://auth.example.com:8o',
  'https://auth.example.com/?a=b',
  'https://auth.example.com/#a',
  'https://auth.example.com?a',
  'https://auth.example.com\\@evil.example',
  'https://auth.example.com/ ',
  ' https://auth.example.com',
  'https://auth.example.com\n',
  'https://auth.exa\tmple.com',
  'https://auth%2eexample.com',
  'https://auth\u3002example.com',
  'https://äuth.example.com',
  'https://auth.example.com/ä',
  'https://auth.example.com/\u0007',
  'https://auth.example.com/../x',
  'ftp://auth.example.com',
  'auth.example.com',
  'javascript:alert(1)',
  'https://\ud800.example',
];

const ids = {
  userPoolId: [
    ...['eu-west-1_AbCdEfGhI', 'us-gov-west-1_x', 'local_x', '0_0', 'eu-west-1_a_b', '-_-', 'eu-west-1_a.b', 'EU_x'],
    ...['_x', 'eu-west-1_', 'eu-west-1', 'eu.west_x', 'a/_x', ' eu_x', 'eu_x ', 'eu_ä', 'eu_x\n', 'ä_x', 'eu_\ud800'],
  ],
  userPoolClientId: [
    'client',
    'a+b',
    'A_b1',
    'a-b',
    'a.b',
    'a b',
    ' ',
    'ä',
    '\ud800',
    'a\n',
    '__proto__',
    'x'.repeat(20_000),
  ],
  identityPoolId: [
    'eu-west-1:0e1b0a5c-3f3a',
    'a:b',
    'a:b:c',
    ':x',
    'x:',
    'x',
    'EU:x',
    'eu-west-1:ä',
    'eu: x',
    'eu:x\n',
  ],
};

export const fields = {
  ...ids,
  userPoolEndpoint: endpoints,
  identityPoolEndpoint: endpoints,
  allowGuestAccess: [true, false],
  verifyTokens: [true, false],
  allowPlainPassword: [true, false],
  dangerouslyAllowHttpEndpoints: [true, false],
  clientSecret: ['secret', 's'.repeat(65)],
  signUpVerificationMethod: ['code', 'link', 'pigeon'],
  loginWith: [
    { email: true },
    { oauth: { domain: 'a.example', scopes: [], redirectSignIn: [], responseType: 'code' } },
  ],
  userAttributes: [{ email: { required: true } }],
  mfa: [{ status: 'on', totpEnabled: true }],
  passwordFormat: [{ minLength: 8, requireNumbers: true }],
  passwordless: [{ emailOtpEnabled: true, webAuthn: {}, preferredChallenge: 'EMAIL_OTP' }, true],
  groups: [['admins']],
  unknown: [{ a: [1, [2, { b: null }]] }],
};

/** @param {Random} random */
function withOddFields(random) {
  const cognito = { ...plainConfiguration().Auth.Cognito };
  for (let count = 1 + random.below(3); count > 0; count -= 1) {
    const name = random.pick(Object.keys(fields));
    Object.assign(cognito, { [name]: random.pick(random.chance(0.6) ? fields[name] : wrong()) });
  }
  return { Auth: { Cognito: cognito } };
}

const plugin = (more) => ({
  CognitoUserPool: { Default: { PoolId: userPoolId, AppClientId: clientId, Region: 'eu-west-1', ...more } },
});
const nested = (depth) => (depth === 0 ? 'x' : { a: nested(depth - 1) });

class Config {
  region = 'eu-west-1';
}

const plainText = JSON.stringify(plainConfiguration());

/** Objects that contain themselves, or whose members are not their own. */
const unruly = {
  'contains itself': (config) => Object.assign(config, { API: config }),
  'contains itself in an array': (config) => Object.assign(config, { API: [[config]] }),
  'has a getter that throws': (config) =>
    Object.defineProperty(config, 'API', {
      enumerable: true,
      get() {
        throw new Error('getter');
      },
    }),
  'has a getter that counts': (config) => {
    let count = 0;
    return Object.defineProperty(config, 'API', { enumerable: true, get: () => (count += 1) });
  },
  'is of a class': (config) => Object.assign(new Config(), config),
  'has no prototype': (config) => Object.assign(Object.create(null), config),
  'inherits everything': (config) => Object.create(config),
  'inherits Auth of a class': ({ Auth }) =>
    new (class {
      Auth = Auth;
    })(),
  'is a proxy': (config) => new Proxy(config, {}),
  'is frozen': (config) => Object.freeze(config),
  'is a function': (config) => Object.assign(() => {}, config),
  'is an array': ({ Auth }) => Object.assign([], { Auth }),
  'is in an array': (config) => [config],
  'is JSON text': () => plainText,
  'has an own __proto__': () => JSON.parse(plainText.replace('{', '{"__proto__":{"x":1},')),
  'has an own __proto__ in Cognito': () =>
    JSON.parse(plainText.replace('{"userPoolId"', '{"__proto__":{"identityPoolId":"eu:x"},"userPoolId"')),
};

/** Other categories, and what only looks like one. */
const additions = {
  API: () => ({ GraphQL: { endpoint: 'https://example.com', defaultAuthMode: 'userPool' } }),
  Storage: () => ({ S3: { bucket: 'b', region: 'r' } }),
  Notifications: () => undefined,
  Geo: () => null,
  Analytics: () => Object.assign([1], { 2: 3 }),
  Interactions: () => ({ n: -0, big: 1e308, nan: NaN, infinite: Infinity }),
  Predictions: () => 'half \ud800',
  Auth2: () => Object.assign([1], { more: 2 }),
  aws_project_region: () => 'eu-west-1',
  version: () => '1.3',
  auth: () => ({ plugins: {} }),
  custom: () => ({ a: 1 }),
  Handler: () => () => {},
  Big: () => 5n,
  Mark: () => Symbol('s'),
  When: () => new Date(0),
  Table: () => new Map([[1, 2]]),
  Bytes: () => new Uint8Array(4),
  Deep: () => nested(5),
  'Depth 11': () => nested(11),
  Deeper: () => nested(40),
  Abyss: () => nested(2_000),
  Long: () => 'x'.repeat(9_000),
  Longer: () => Array.from({ length: 1_900 }, () => 'x'.repeat(9_000)),
  Wide: () => Array.from({ length: 1_500 }, (_, index) => index),
  Wider: () => Array.from({ length: 99_999 }, () => 0),
  Widest: () => Array.from({ length: 100_001 }, () => 0),
  Sparse: () => new Array(99_000),
};

/** @type {Readonly<Record<string, (random: Random) => unknown>>} */
export const configurations = {
  plain: plainConfiguration,
  'odd fields': withOddFields,
  'a whole one': () => ({
    Auth: {
      Cognito: Object.assign(
        { ...plainConfiguration().Auth.Cognito, identityPoolId: 'eu-west-1:0e1b0a5c-3f3a', allowGuestAccess: false },
        { loginWith: { email: true }, mfa: { status: 'off' }, passwordFormat: { minLength: 8 } },
      ),
    },
    API: additions.API(),
  }),
  'an identity pool for users': () => withIdentityPool(false),
  'an identity pool for guests': () => withIdentityPool(true),
  'an identity pool alone': () => ({ Auth: { Cognito: { identityPoolId: 'eu-west-1:0e1b0a5c-3f3a' } } }),
  'another client': () => ({ Auth: { Cognito: { userPoolId, userPoolClientId: 'other' } } }),
  'another pool': () => ({ Auth: { Cognito: { userPoolId: 'eu-west-1_Other', userPoolClientId: clientId } } }),
  'unruly objects': (random) => unruly[random.pick(Object.keys(unruly))](withOddFields(random)),
  'unruly objects of plain fields': (random) => unruly[random.pick(Object.keys(unruly))](plainConfiguration()),
  'other categories': (random) => {
    const config = plainConfiguration();
    for (let count = 1 + random.below(2); count > 0; count -= 1) {
      const name = random.pick(Object.keys(additions));
      Object.assign(random.pick([config, config, config.Auth, config.Auth.Cognito]), { [name]: additions[name]() });
    }
    return config;
  },
  ...Object.fromEntries(
    Object.keys(shapes).map((shape) => [`the shape ${shape}`, (random) => plainShape(random, shape)]),
  ),
  'odd shapes': (random) => oddShape(random, wrong),
  'odd shapes as text': (random) =>
    JSON.stringify(oddShape(random, () => wrong().filter((value) => typeof value !== 'bigint'))),
  'other shapes': (random) =>
    random.pick([
      { auth: { plugins: { awsCognitoAuthPlugin: plugin({}) } } },
      { auth: { plugins: { awsCognitoAuthPlugin: plugin({ PoolId: 5 }) } } },
      JSON.stringify({ auth: { plugins: { awsCognitoAuthPlugin: plugin({}) } } }),
      { ...plainConfiguration(), auth: { plugins: { awsCognitoAuthPlugin: plugin({ AppClientId: 'mobile' }) } } },
      { aws_project_region: 'eu-west-1', aws_user_pools_id: userPoolId },
      { aws_project_region: 'eu-west-1', ...plainConfiguration() },
      { version: '2.0', auth: { user_pool_id: userPoolId, user_pool_client_id: clientId } },
      { version: '1.3', auth: { user_pool_id: userPoolId } },
      { Auth: { userPoolId, userPoolWebClientId: clientId } },
      { userPoolId, userPoolWebClientId: clientId },
      { Auth: { Cognito: 5 } },
      { Auth: 5 },
      { Auth: [] },
      { Auth: null },
      {},
      'not JSON',
      ...wrong(),
    ]),
};

function withIdentityPool(allowGuestAccess) {
  return {
    Auth: { Cognito: { ...plainConfiguration().Auth.Cognito, identityPoolId: 'eu-west-1:0e1b', allowGuestAccess } },
  };
}
