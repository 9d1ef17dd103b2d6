// Answers as flags.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answersFromFlags } from '../src/answers/flags.js';
import { answers } from './support/project.js';

/** @param {Record<string, string | true>} flags */
const from = (flags, start = answers()) => answersFromFlags(new Map(Object.entries(flags)), start);

const urls = { 'sign-in-urls': 'http://localhost:3000/', 'sign-out-urls': 'https://shop.test/' };

test('without flags, the answers are the default ones', () => {
  assert.deepEqual(from({}), answers());
});

test('each flag changes its answer', () => {
  const { userPool, identityPool } = from({
    'sign-in-with': 'username',
    aliases: 'email,preferred-username',
    'required-attributes': 'email,name',
    'custom-attributes': 'plan,age:Number,tenant:String:fixed',
    verify: 'email, phone',
    'verification-subject': 'Hello',
    'verification-message': 'Code: {####}',
    mfa: 'optional',
    'mfa-types': 'sms,totp',
    'sms-message': 'MFA {####}',
    'password-length': '12',
    'password-requires': 'lowercase,digit',
    'refresh-token-days': '7',
    'access-token-minutes': '15',
    'id-token-minutes': '20',
    'read-attributes': 'email,name,custom:plan',
    'write-attributes': 'email,name',
    groups: 'admins,editors',
    'first-factors': 'password,email-otp',
    'passkey-domain': 'shop.test',
    'passkey-user-verification': 'required',
    'domain-prefix': 'shop',
    ...urls,
    grant: 'implicit',
    scopes: 'openid,email',
    facebook: '1',
    google: '2',
    amazon: '3',
    apple: 'test.shop',
    'apple-team-id': 'ABCDEFGHIJ',
    'apple-key-id': 'KLMNOPQRST',
    guests: true,
    logins: 'accounts.google.com=4',
    'user-pool-name': 'people',
    'identity-pool-name': 'identities',
  });
  assert.deepEqual(userPool, {
    name: 'people',
    signInMethod: 'USERNAME',
    aliases: ['EMAIL', 'PREFERRED_USERNAME'],
    requiredAttributes: ['email', 'name'],
    customAttributes: [
      { name: 'plan', type: 'String', isMutable: true },
      { name: 'age', type: 'Number', isMutable: true },
      { name: 'tenant', type: 'String', isMutable: false },
    ],
    autoVerifiedAttributes: ['email', 'phone_number'],
    verificationSubject: 'Hello',
    verificationMessage: 'Code: {####}',
    mfa: { mode: 'OPTIONAL', types: ['SMS', 'TOTP'], smsMessage: 'MFA {####}' },
    emailSender: null,
    passwordPolicy: { minimumLength: 12, requires: ['LOWERCASE', 'DIGIT'] },
    tokenLife: { refreshTokenDays: 7, accessTokenMinutes: 15, idTokenMinutes: 20 },
    readAttributes: ['email', 'name', 'custom:plan'],
    writeAttributes: ['email', 'name'],
    groups: ['admins', 'editors'],
    firstFactors: ['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN'],
    passkeys: { relyingPartyId: 'shop.test', isUserVerificationRequired: true },
    hostedUI: {
      domainPrefix: 'shop',
      signInUrls: ['http://localhost:3000/'],
      signOutUrls: ['https://shop.test/'],
      grant: 'IMPLICIT',
      scopes: ['openid', 'email'],
      socialProviders: [
        { type: 'Facebook', clientId: '1' },
        { type: 'Google', clientId: '2' },
        { type: 'LoginWithAmazon', clientId: '3' },
        { type: 'SignInWithApple', clientId: 'test.shop', teamId: 'ABCDEFGHIJ', keyId: 'KLMNOPQRST' },
      ],
    },
  });
  assert.deepEqual(identityPool, { name: 'identities', allowsGuests: true, logins: { 'accounts.google.com': '4' } });
});

test('the sign-in method decides what is required and verified', () => {
  const read = (method) => from({ 'sign-in-with': method }).userPool;
  assert.deepEqual([read('email').signInMethod, read('email').requiredAttributes], ['EMAIL', ['email']]);
  assert.deepEqual(read('phone').requiredAttributes, ['phone_number']);
  assert.deepEqual(read('email-or-phone').requiredAttributes, []);
  assert.deepEqual(read('email-or-phone').autoVerifiedAttributes, ['email', 'phone_number']);
});

test('flags of the negative take things away', () => {
  const whole = from({ ...urls, 'domain-prefix': 'shop' });
  assert.equal(from({ 'no-hosted-ui': true }, whole).userPool.hostedUI, null);
  assert.equal(from({ 'no-identity-pool': true }).identityPool, null);
  assert.equal(from({ 'no-guests': true }, from({ guests: true })).identityPool.allowsGuests, false);
  assert.deepEqual(from({ groups: '' }, from({ groups: 'a' })).userPool.groups, []);
  const passwordOnly = from({ 'first-factors': 'password' }, from({ 'passkey-domain': 'shop.test' })).userPool;
  assert.deepEqual([passwordOnly.firstFactors, passwordOnly.passkeys], [['PASSWORD'], null]);
});

test('the answers that flags start from stay as they are', () => {
  const start = answers();
  from({ groups: 'admins', mfa: 'on' }, start);
  assert.deepEqual(start, answers());
});

/** @type {[Record<string, string | true>, RegExp][]} */
const refused = [
  [{ 'sign-in-with': 'name' }, /^--sign-in-with: "name" does not fit; use username, email, phone, email-or-phone$/],
  [{ mfa: 'yes' }, /^--mfa: "YES" does not fit; use OFF, ON, OPTIONAL$/],
  [{ 'password-length': 'eight' }, /^--password-length: "eight" does not fit; use a whole number from 6 to 99/],
  [{ 'refresh-token-days': '1e3' }, /^--refresh-token-days: "1e3"/],
  [{ 'custom-attributes': 'a:String:Number' }, /^--custom-attributes: .*name:Type:fixed/],
  [{ 'domain-prefix': 'my_shop', ...urls }, /^--domain-prefix: "my_shop" does not fit/],
  [{ 'sign-in-urls': 'http://localhost:3000', 'sign-out-urls': 'x://' }, /^--sign-in-urls\[0\]: .* must end with \/$/],
  [{ 'domain-prefix': 'shop' }, /^--sign-in-urls is missing/],
  [{ google: 'id', 'sign-in-urls': 'x://' }, /^--sign-out-urls is missing/],
  [{ ...urls, apple: 'a' }, /^--apple-team-id is missing/],
  [{ ...urls, apple: 'a', 'apple-team-id': 'ABCDEFGHIJ' }, /^--apple-key-id is missing/],
  [{ ...urls, 'apple-key-id': 'ABCDEFGHIJ' }, /^--apple is missing/],
  [{ 'first-factors': 'password,web-authn' }, /^--passkey-domain is missing/],
  [{ 'passkey-user-verification': 'required' }, /^--passkey-user-verification: needs --passkey-domain$/],
  [{ 'no-identity-pool': true, guests: true }, /^--guests: there is no identity pool$/],
  [{ logins: 'accounts.google.com' }, /^--logins: nothing is not text/],
  [{ 'apple-team-id': 'abc' }, /^--apple-team-id: "abc" does not fit/],
];

for (const [flags, message] of refused) {
  test(`${JSON.stringify(flags)} is refused in one line`, () => {
    assert.throws(() => from(flags), { name: 'CliError', exitCode: 2, message });
  });
}
