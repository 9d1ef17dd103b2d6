// What answers may be: each value is refused by name, with what fits instead.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAnswers, checkImportedAnswers } from '../src/answers/check.js';
import { CliError } from '../src/errors.js';
import { answers } from './support/project.js';

/** @param {(given: any) => void} change */
function changed(change) {
  const given = answers();
  change(given);
  return given;
}

const hostedUI = () => ({
  domainPrefix: 'shop',
  signInUrls: ['http://localhost:3000/'],
  signOutUrls: ['myapp://'],
  grant: 'CODE',
  scopes: ['openid', 'email', 'server/read'],
  socialProviders: [{ type: 'Google', clientId: 'id' }],
});

/** @type {[string, (given: any) => void, RegExp][]} */
const wrong = [
  ['a version of the future', (given) => (given.version = 2), /^version: 2 does not fit; use 1$/],
  ['no user pool', (given) => delete given.userPool, /^userPool: nothing is not an object/],
  [
    'a member that is not known',
    (given) => (given.userPool.nmae = 'x'),
    /^userPool\.nmae: is not known here; known are name,/,
  ],
  ['a resource name that leads elsewhere', (given) => (given.resourceName = '../x'), /^resourceName: "\.\.\/x"/],
  ['a suffix of other length', (given) => (given.suffix = 'abc'), /^suffix: .*eight hexadecimal/],
  ['a method that is none', ({ userPool }) => (userPool.signInMethod = 'email'), /use USERNAME, EMAIL, PHONE_NUMBER/],
  [
    'aliases without usernames',
    ({ userPool }) => Object.assign(userPool, { signInMethod: 'EMAIL', aliases: ['EMAIL'] }),
    /aliases need users/,
  ],
  [
    'a required attribute that is not standard',
    ({ userPool }) => (userPool.requiredAttributes = ['mail']),
    /requiredAttributes\[0\]: "mail"/,
  ],
  [
    'an attribute twice',
    ({ userPool }) => (userPool.requiredAttributes = ['email', 'email']),
    /"email" is there twice/,
  ],
  [
    'a custom attribute with its prefix',
    ({ userPool }) => (userPool.customAttributes = [{ name: 'custom:a', type: 'String', isMutable: true }]),
    /without custom:/,
  ],
  [
    'a custom attribute that is too long',
    ({ userPool }) => (userPool.customAttributes = [{ name: 'a'.repeat(21), type: 'String', isMutable: true }]),
    /up to 20 letters/,
  ],
  [
    'too many custom attributes',
    ({ userPool }) =>
      (userPool.customAttributes = Array.from({ length: 51 }, (_, index) => ({
        name: `a${index}`,
        type: 'String',
        isMutable: true,
      }))),
    /has 51; at most 50/,
  ],
  [
    'a message without a code',
    ({ userPool }) => (userPool.verificationMessage = 'Welcome!'),
    /\{####\} where the code belongs/,
  ],
  [
    'a subject of two lines',
    ({ userPool }) => (userPool.verificationSubject = 'one\ntwo'),
    /verificationSubject: .*one line/,
  ],
  [
    'MFA without types',
    ({ userPool }) => (userPool.mfa = { ...userPool.mfa, mode: 'ON', types: [] }),
    /MFA needs at least one type/,
  ],
  [
    'a password of 5',
    ({ userPool }) => (userPool.passwordPolicy.minimumLength = 5),
    /a whole number from 6 to 99 characters/,
  ],
  [
    'a password of 100',
    ({ userPool }) => (userPool.passwordPolicy.minimumLength = 100),
    /a whole number from 6 to 99 characters/,
  ],
  ['half a character', ({ userPool }) => (userPool.passwordPolicy.minimumLength = 8.5), /a whole number/],
  ['no days', ({ userPool }) => (userPool.tokenLife.refreshTokenDays = 0), /from 1 to 3650 days/],
  ['too many days', ({ userPool }) => (userPool.tokenLife.refreshTokenDays = 3651), /from 1 to 3650 days/],
  ['four minutes', ({ userPool }) => (userPool.tokenLife.accessTokenMinutes = 4), /from 5 to 1440 minutes/],
  ['more than a day', ({ userPool }) => (userPool.tokenLife.idTokenMinutes = 1441), /from 5 to 1440 minutes/],
  [
    'a write attribute that Cognito writes',
    ({ userPool }) => (userPool.writeAttributes = ['email', 'sub']),
    /no app can write sub/,
  ],
  [
    'write attributes without a required one',
    ({ userPool }) => (userPool.writeAttributes = ['name']),
    /write email, which is required/,
  ],
  [
    'a custom attribute that is not declared',
    ({ userPool }) => (userPool.readAttributes = ['custom:plan']),
    /custom:plan, which is not among/,
  ],
  ['a group with a space', ({ userPool }) => (userPool.groups = ['two words']), /groups\[0\]/],
  [
    'no password among the factors',
    ({ userPool }) => (userPool.firstFactors = ['EMAIL_OTP']),
    /PASSWORD must be among/,
  ],
  [
    'no password while MFA is ON',
    ({ userPool }) =>
      Object.assign(userPool, { firstFactors: ['PASSWORD', 'EMAIL_OTP'], mfa: { ...userPool.mfa, mode: 'ON' } }),
    /use OPTIONAL/,
  ],
  [
    'passkeys without a domain',
    ({ userPool }) => (userPool.firstFactors = ['PASSWORD', 'WEB_AUTHN']),
    /passkeys need the domain/,
  ],
  [
    'a domain with a scheme',
    ({ userPool }) =>
      Object.assign(userPool, {
        firstFactors: ['PASSWORD', 'WEB_AUTHN'],
        passkeys: { relyingPartyId: 'https://a.test', isUserVerificationRequired: false },
      }),
    /the domain of your page/,
  ],
  ['a login that is no domain', ({ identityPool }) => (identityPool.logins = { 'Face book': '1' }), /"Face book"/],
];

/** @type {[string, (pages: any) => void, RegExp][]} */
const wrongPages = [
  [
    'capitals in the prefix',
    (pages) => (pages.domainPrefix = 'Shop'),
    /domainPrefix: "Shop" does not fit; use .*lower-case/,
  ],
  ['a hyphen at the end of it', (pages) => (pages.domainPrefix = 'shop-'), /no hyphen first or last/],
  ['aws in it', (pages) => (pages.domainPrefix = 'laws'), /has "aws" in it, which AWS does not allow/],
  ['cognito in it', (pages) => (pages.domainPrefix = 'mycognito'), /has "cognito" in it/],
  ['a prefix without room for the environment', (pages) => (pages.domainPrefix = 'a'.repeat(53)), /up to 52/],
  ['no address', (pages) => (pages.signInUrls = []), /signInUrls: at least 1/],
  ['http elsewhere', (pages) => (pages.signInUrls = ['http://shop.test/']), /http, which is for localhost only/],
  ['a fragment', (pages) => (pages.signInUrls = ['https://shop.test/#a']), /does not fit/],
  ['a script', (pages) => (pages.signInUrls = ['javascript:alert(1)/']), /does not fit/],
  ['a password in an address', (pages) => (pages.signOutUrls = ['https://me:secret@shop.test/']), /leave it out$/],
  ['half an address', (pages) => (pages.signOutUrls = ['shop']), /is not an address/],
  ['a scope that is none', (pages) => (pages.scopes = ['openid', 'mail']), /"mail" is no scope/],
  ['a scope without openid', (pages) => (pages.scopes = ['email']), /the scope email needs the scope openid/],
  [
    'Apple without a team',
    (pages) => (pages.socialProviders = [{ type: 'SignInWithApple', clientId: 'a', keyId: 'ABCDEFGHIJ' }]),
    /needs a team ID and a key ID/,
  ],
  [
    'a team of Google',
    (pages) => (pages.socialProviders = [{ type: 'Google', clientId: 'a', teamId: 'ABCDEFGHIJ' }]),
    /Google has neither/,
  ],
  [
    'a secret',
    (pages) => (pages.socialProviders = [{ type: 'Google', clientId: 'a', clientSecret: 's' }]),
    /clientSecret: is not known here/,
  ],
  [
    'a provider twice',
    (pages) =>
      (pages.socialProviders = [
        { type: 'Google', clientId: 'a' },
        { type: 'Google', clientId: 'b' },
      ]),
    /"Google" is there twice/,
  ],
];

test('the default answers pass, and so do those with every setting', () => {
  assert.deepEqual(checkAnswers(answers()), answers());
  const whole = changed(({ userPool, identityPool }) => {
    Object.assign(userPool, {
      hostedUI: hostedUI(),
      firstFactors: ['PASSWORD', 'WEB_AUTHN'],
      passkeys: { relyingPartyId: 'localhost', isUserVerificationRequired: true },
      customAttributes: [{ name: 'plan', type: 'String', isMutable: false }],
      readAttributes: ['email', 'custom:plan', 'email_verified'],
      groups: ['admins', 'Gäste'],
    });
    identityPool.logins = { 'accounts.google.com': '123.apps.googleusercontent.com' };
  });
  assert.deepEqual(checkAnswers(whole), whole);
});

for (const [name, change, message] of [
  ...wrong,
  ...wrongPages.map(([each, act, text]) => [each, ({ userPool }) => act((userPool.hostedUI = hostedUI())), text]),
]) {
  test(`answers are refused with ${name}`, () => {
    assert.throws(
      () => checkAnswers(changed(change)),
      (error) => {
        assert.ok(error instanceof CliError);
        assert.equal(error.exitCode, 2);
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /\n/);
        return true;
      },
    );
  });
}

test('inherited members are not read', () => {
  const { userPool, ...others } = answers();
  assert.throws(
    () => checkAnswers(Object.assign(Object.create({ userPool }), others)),
    /userPool: nothing is not an object/,
  );
});

test('a member named __proto__ is refused like any other that is not known', () => {
  const given = JSON.parse(
    JSON.stringify(answers()).replace('"version":1', '"version":1,"__proto__":{"polluted":true}'),
  );
  assert.throws(() => checkAnswers(given), /__proto__: is not known here/);
  assert.equal({}.polluted, undefined);
});

test('a long value is shown in part', () => {
  assert.throws(
    () => checkAnswers(changed(({ userPool }) => (userPool.name = 'x'.repeat(5000)))),
    ({ message }) => message.length < 200,
  );
});

test('an imported pool may have what this tool would not make', () => {
  const given = changed(({ userPool }) => {
    userPool.hostedUI = { ...hostedUI(), domainPrefix: 'login.shop.test', signOutUrls: [] };
    userPool.customAttributes = [{ name: 'tenant.id', type: 'String', isMutable: true }];
    userPool.verificationMessage = 'Click {##here##}';
  });
  assert.deepEqual(checkImportedAnswers(given, ''), given);
  assert.throws(() => checkAnswers(given));
  assert.throws(() => checkImportedAnswers({ ...given, resourceName: '../x' }, ''), /resourceName/);
});
