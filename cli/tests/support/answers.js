/** Answers of every kind, for tests that must hold for all of them. */
import { defaultAnswers } from '../../src/answers/answers.js';

export const environment = { projectName: 'My Shop', environment: 'dev', region: 'eu-west-1', stamp: '123456' };

const socialProviders = [
  { type: 'Google', clientId: 'google-app' },
  { type: 'SignInWithApple', clientId: 'org.example.shop', teamId: 'TEAM', keyId: 'KEY' },
  { type: 'Facebook', clientId: 'facebook-app' },
  { type: 'LoginWithAmazon', clientId: 'amazon-app' },
];
const hostedUI = {
  domainPrefix: 'shop-0a1b2c3d',
  signInUrls: ['https://shop.example/', 'http://localhost:8080/'],
  signOutUrls: ['https://shop.example/'],
  grant: 'CODE',
  scopes: ['phone', 'email', 'openid', 'profile', 'aws.cognito.signin.user.admin'],
  socialProviders: [],
};

/** For each question, the changes to the answers that stand for its choices. @type {Record<string, object[]>} */
export const choices = {
  signIn: [
    {},
    { aliases: ['EMAIL', 'PREFERRED_USERNAME'] },
    { signInMethod: 'EMAIL' },
    { signInMethod: 'PHONE_NUMBER', autoVerifiedAttributes: ['phone_number'], requiredAttributes: ['phone_number'] },
    { signInMethod: 'EMAIL_AND_PHONE_NUMBER', autoVerifiedAttributes: ['email', 'phone_number'] },
    { requiredAttributes: [], autoVerifiedAttributes: [] },
  ],
  mfa: [
    {},
    ...['ON', 'OPTIONAL'].flatMap((mode) => [['SMS'], ['TOTP'], ['SMS', 'TOTP']].map((types) => mfa(mode, types))),
  ],
  firstFactor: [
    {},
    { firstFactors: ['PASSWORD', 'EMAIL_OTP'] },
    {
      firstFactors: ['PASSWORD', 'WEB_AUTHN', 'SMS_OTP'],
      passkeys: { relyingPartyId: 'shop.example', isUserVerificationRequired: true },
    },
    { passkeys: { relyingPartyId: 'shop.example', isUserVerificationRequired: false } },
  ],
  pages: [
    {},
    { hostedUI },
    { hostedUI: { ...hostedUI, grant: 'IMPLICIT', socialProviders: socialProviders.slice(0, 1) } },
    { hostedUI: { ...hostedUI, socialProviders } },
  ],
  details: [
    {},
    {
      passwordPolicy: { minimumLength: 12, requires: ['LOWERCASE', 'UPPERCASE', 'DIGIT', 'SYMBOL'] },
      tokenLife: { refreshTokenDays: 7, accessTokenMinutes: 15, idTokenMinutes: 30 },
      readAttributes: ['email'],
      writeAttributes: ['email'],
      customAttributes: [
        { name: 'plan', type: 'String', isMutable: true },
        { name: 'age', type: 'Number', isMutable: false },
      ],
    },
  ],
  groups: [{}, { groups: ['Admins', 'shop-keepers', 'shopkeepers'] }],
  identityPool: [
    {},
    { identityPool: null },
    { identityPool: { allowsGuests: true, logins: { 'accounts.google.com': 'google-app' } } },
  ],
};

function mfa(mode, types) {
  return { mfa: { mode, types, smsMessage: 'Your code: {####}' } };
}

/** The default answers with changes. */
export function answersWith(...changes) {
  const answers = defaultAnswers('My Shop', '0a1b2c3d');
  for (const { identityPool, ...userPool } of changes) {
    Object.assign(answers.userPool, userPool);
    if (identityPool === null) answers.identityPool = null;
    else if (identityPool) Object.assign(answers.identityPool, identityPool);
  }
  return answers;
}

const questions = Object.keys(choices);

/** Every combination of choices: the numbers of the choices, in the order of the questions. */
export const combinations = questions.reduce(
  (all, question) => all.flatMap((picked) => choices[question].map((_, number) => [...picked, number])),
  [[]],
);

/** The answers of a combination. */
export const answersOf = (combination) =>
  answersWith(...combination.map((number, index) => choices[questions[index]][number]));

/** A few combinations in which each pair of choices appears. */
export function coveringCombinations() {
  const pairsOf = (combination) =>
    combination.flatMap((first, i) =>
      combination.slice(i + 1).map((second, j) => `${i}:${first} ${i + 1 + j}:${second}`),
    );
  const missing = new Set(combinations.flatMap(pairsOf));
  const chosen = [combinations[0]];
  for (const pair of pairsOf(combinations[0])) missing.delete(pair);
  while (missing.size > 0) {
    let best;
    let bestCount = 0;
    for (const combination of combinations) {
      const count = pairsOf(combination).filter((pair) => missing.has(pair)).length;
      if (count > bestCount) [best, bestCount] = [combination, count];
    }
    chosen.push(best);
    for (const pair of pairsOf(best)) missing.delete(pair);
  }
  return chosen;
}
