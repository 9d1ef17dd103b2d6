/** Backends that a seed repeats: answers, and what was made of them. */
import { defaultAnswers, defaultScopes } from '../../src/answers/answers.js';

/** The ids of the tests. */
export const ids = {
  userPoolId: 'eu-west-1_AbCdEfGhI',
  webClientId: '1web4567890123456789012345',
  nativeClientId: '1native7890123456789012345',
  identityPoolId: 'eu-west-1:11111111-2222-4333-8444-555555555555',
};

/** The answers of the seed, and what was made of them. */
export const seedBackend = () => ({
  outputs: { region: 'eu-west-1', ...ids },
  answers: defaultAnswers('my app', '0123abcd'),
});

/** Cognito's own pages with two providers. */
export const pages = () => ({
  domainPrefix: 'shop',
  signInUrls: ['http://localhost:3000/', 'https://shop.example/'],
  signOutUrls: ['http://localhost:3000/bye/', 'https://shop.example/bye/'],
  grant: 'CODE',
  scopes: [...defaultScopes],
  socialProviders: [
    { type: 'Google', clientId: 'g' },
    { type: 'SignInWithApple', clientId: 'a', teamId: 't', keyId: 'k' },
  ],
});

/**
 * @param {import('../../../tests/glance/random.mjs').Random} random
 */
export function someBackend(random) {
  const { pick, chance } = random;
  const some = (items, probability = 0.5) => items.filter(() => chance(probability));
  const { outputs, answers } = seedBackend();
  const pool = answers.userPool;
  Object.assign(pool, {
    signInMethod: pick(['USERNAME', 'EMAIL', 'PHONE_NUMBER', 'EMAIL_AND_PHONE_NUMBER']),
    requiredAttributes: some(['email', 'phone_number', 'given_name', 'updated_at']),
    customAttributes: some(['plan', "o'clock", 'größe']).map((name) => ({ name, type: 'String', isMutable: true })),
    autoVerifiedAttributes: some(['email', 'phone_number']),
    mfa: { mode: pick(['OFF', 'ON', 'OPTIONAL']), types: some(['TOTP', 'SMS']), smsMessage: '{####}' },
    passwordPolicy: {
      minimumLength: 6 + random.below(93),
      requires: some(['SYMBOL', 'LOWERCASE', 'DIGIT', 'UPPERCASE']),
    },
    groups: some(['admins', '__proto__', `it's "quoted" \\ */`, 'constructor']),
    firstFactors: ['PASSWORD', ...some(['EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'], 0.3)],
  });
  if (pool.firstFactors.includes('WEB_AUTHN')) {
    pool.passkeys = { relyingPartyId: 'shop.example', isUserVerificationRequired: chance(0.5) };
  }
  if (chance(0.5)) {
    pool.hostedUI = {
      ...pages(),
      signInUrls: [...some(['http://localhost:3000/', 'myapp://callback/']), 'https://shop.example/'],
      grant: pick(['CODE', 'IMPLICIT']),
      socialProviders: some(['Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple']).map((type) => ({
        type,
        clientId: 'c',
      })),
    };
    outputs.domain = pick(['shop-dev.auth.eu-west-1.amazoncognito.com', 'login.shop.example']);
  }
  if (chance(0.3)) {
    answers.identityPool = null;
    delete outputs.identityPoolId;
  } else {
    answers.identityPool.allowsGuests = chance(0.5);
    if (chance(0.3)) answers.identityPool.logins = { 'accounts.google.com': 'web;ios', 'graph.facebook.com': '12' };
  }
  if (chance(0.2)) outputs.nativeClientSecret = 's3cret';
  if (chance(0.2)) outputs.nativeClientId = outputs.webClientId;
  if (chance(0.3)) {
    Object.assign(outputs, {
      userPoolEndpoint: 'http://localhost:9229/',
      identityPoolEndpoint: 'http://127.0.0.1:9230/x/',
    });
  }
  return { outputs, answers };
}
