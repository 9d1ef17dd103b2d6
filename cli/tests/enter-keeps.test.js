// Whoever changes one setting presses Enter at the questions about the others. That changes nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAnswers } from '../src/answers/check.js';
import { Project } from '../src/project/project.js';
import { answersOf, coveringCombinations } from './support/answers.js';
import { answers, projectWithAuth } from './support/project.js';
import { command } from './support/run.js';

const menu = 'What do you want to do?';

/** Answers with a change stay as they are if somebody presses Enter at every question. */
async function assertKept(change) {
  const cwd = projectWithAuth((given) => {
    change(given);
    return checkAnswers(given);
  });
  const before = Project.find(cwd).answers();
  const pressed = [[menu, 'Walkthrough all the auth configurations'], ...Array(100).fill([/./])];
  const { code, errors, output } = await command('update auth', { cwd, answers: pressed });
  assert.deepEqual([code, errors], [0, '']);
  assert.deepEqual(Project.find(cwd).answers(), before);
  assert.match(output, /Nothing has changed\.\n$/);
}

for (const [what, change] of [
  ['codes by either way, the phone first', { autoVerifiedAttributes: ['phone_number', 'email'] }],
  ['no codes', { autoVerifiedAttributes: [] }],
  ['codes by text message', { autoVerifiedAttributes: ['phone_number'] }],
  ['factors in an order of their own', { firstFactors: ['SMS_OTP', 'PASSWORD', 'EMAIL_OTP'] }],
  [
    'types of MFA in an order of their own',
    { mfa: { mode: 'OPTIONAL', types: ['TOTP', 'SMS'], smsMessage: 'Hi {####}' } },
  ],
  [
    'required MFA and passkeys',
    {
      mfa: { mode: 'ON', types: ['TOTP'], smsMessage: 'Hi {####}' },
      firstFactors: ['WEB_AUTHN', 'PASSWORD'],
      passkeys: { relyingPartyId: 'shop.test', isUserVerificationRequired: true },
    },
  ],
  ['characters in an order of their own', { passwordPolicy: { minimumLength: 9, requires: ['SYMBOL', 'LOWERCASE'] } }],
  [
    'attributes that the app can read and write',
    {
      requiredAttributes: ['email', 'birthdate'],
      readAttributes: ['sub', 'name', 'phone_number_verified', 'custom:plan', 'email'],
      writeAttributes: ['name', 'email', 'custom:plan', 'birthdate'],
      customAttributes: [{ name: 'plan', type: 'String', isMutable: true }],
    },
  ],
  ['groups', { groups: ['zebras', 'admins'] }],
  [
    'pages with providers, scopes and addresses in an order of their own',
    {
      hostedUI: {
        domainPrefix: 'shop',
        signInUrls: ['z://', 'y://', 'x://'],
        signOutUrls: ['z://', 'y://'],
        grant: 'IMPLICIT',
        scopes: ['server/read', 'openid', 'email', 'phone'],
        socialProviders: [
          { type: 'SignInWithApple', clientId: 'a', teamId: 'ABCDEFGHIJ', keyId: 'KLMNOPQRST' },
          { type: 'Facebook', clientId: 'f' },
        ],
      },
    },
  ],
]) {
  test(`Enter at each question of an update keeps ${what}`, () =>
    assertKept(({ userPool }) => Object.assign(userPool, change)));
}

/** Whether choices that stand side by side fit together. */
function isValid({ userPool, identityPool }) {
  try {
    checkAnswers({ ...answers(), userPool, identityPool });
    return true;
  } catch {
    return false;
  }
}

test('Enter at each question of an update keeps every combination of choices', async () => {
  const valid = coveringCombinations().map(answersOf).filter(isValid);
  assert.ok(valid.length > 10);
  for (const { userPool, identityPool } of valid) {
    await assertKept((given) => Object.assign(given, { userPool, identityPool }));
  }
});

test('an update turns the codes off, and on again', async () => {
  const question = 'How are registration and forgotten passwords confirmed?';
  const walk = (answer) => [
    [menu, 'Walkthrough all the auth configurations'],
    ...['guests', 'groups', 'MFA'].map((word) => [new RegExp(word)]),
    [question, answer],
    ...Array(100).fill([/./]),
  ];
  const cwd = projectWithAuth();
  const verified = async (answer) => {
    assert.equal((await command('update auth', { cwd, answers: walk(answer) })).code, 0);
    return Project.find(cwd).answers().userPool.autoVerifiedAttributes;
  };
  assert.deepEqual(await verified('Without codes (an administrator confirms users)'), []);
  assert.deepEqual(await verified('By either'), ['email', 'phone_number']);
});
