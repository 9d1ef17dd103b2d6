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
    'first-factors': 'password,email-otp,web-authn',
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

test('values may be typed in capitals, or with underlines', () => {
  const { userPool } = from({ 'sign-in-with': 'EMAIL', mfa: 'Optional', 'mfa-types': 'TOTP', verify: 'Email' });
  assert.deepEqual([userPool.signInMethod, userPool.mfa.mode, userPool.mfa.types], ['EMAIL', 'OPTIONAL', ['TOTP']]);
  assert.deepEqual(from({ 'first-factors': 'password,EMAIL_OTP' }).userPool.firstFactors, ['PASSWORD', 'EMAIL_OTP']);
});

test('spaces around what was pasted are left out', () => {
  const { userPool, identityPool } = from({
    ...urls,
    google: ' google-id ',
    apple: ' test.shop',
    'apple-team-id': 'ABCDEFGHIJ ',
    'apple-key-id': ' KLMNOPQRST',
    logins: 'accounts.google.com= 4 ',
    'domain-prefix': ' shop ',
    'user-pool-name': ' people ',
  });
  assert.deepEqual(userPool.hostedUI.socialProviders, [
    { type: 'Google', clientId: 'google-id' },
    { type: 'SignInWithApple', clientId: 'test.shop', teamId: 'ABCDEFGHIJ', keyId: 'KLMNOPQRST' },
  ]);
  assert.deepEqual(
    [userPool.hostedUI.domainPrefix, userPool.name, identityPool.logins],
    ['shop', 'people', { 'accounts.google.com': '4' }],
  );
});

test('an identity pool that was left out comes back with the default name', () => {
  const without = from({ 'no-identity-pool': true });
  assert.deepEqual(from({ 'identity-pool': true }, without), answers());
  const withGuests = from({ 'identity-pool': true, guests: true }, without).identityPool;
  assert.deepEqual(withGuests, { ...answers().identityPool, allowsGuests: true });
  const named = from({ 'identity-pool-name': 'identities' });
  assert.deepEqual(from({ 'identity-pool': true }, named), named);
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
  [{ mfa: 'yes' }, /^--mfa: "yes" does not fit; use off, on, optional$/],
  [{ mfa: 'on', 'mfa-types': 'totp,carrier' }, /^--mfa-types: "carrier" does not fit; use sms, totp, email$/],
  [
    { 'password-requires': 'Emoji' },
    /^--password-requires: "Emoji" does not fit; use lowercase, uppercase, digit, symbol$/,
  ],
  [
    { 'first-factors': 'password,face' },
    /^--first-factors: "face" does not fit; use password, email-otp, sms-otp, web-authn$/,
  ],
  [{ aliases: 'nickname' }, /^--aliases: "nickname" does not fit; use email, phone-number, preferred-username$/],
  [{ verify: 'fax' }, /^--verify: "fax" does not fit; use email, phone$/],
  [{ ...urls, grant: 'password' }, /^--grant: "password" does not fit; use code, implicit$/],
  [{ 'password-length': 'eight' }, /^--password-length: "eight" does not fit; use a whole number from 6 to 99/],
  [{ 'refresh-token-days': '1e3' }, /^--refresh-token-days: "1e3"/],
  [{ 'custom-attributes': 'a:String:Number' }, /^--custom-attributes: .*name:Type:fixed/],
  [{ 'custom-attributes': 'custom:plan' }, /^--custom-attributes: "custom:plan" does not fit; leave out custom:$/],
  [{ 'custom-attributes': 'plan:text' }, /^--custom-attributes: "text" does not fit; use String, Number/],
  [{ 'required-attributes': 'mail' }, /^--required-attributes: "mail" does not fit; use address, /],
  [{ 'domain-prefix': 'my_shop', ...urls }, /^--domain-prefix: "my_shop" does not fit/],
  [{ 'sign-in-urls': 'http://localhost:3000', 'sign-out-urls': 'x://' }, /^--sign-in-urls: .* must end with \/$/],
  [{ 'domain-prefix': 'shop' }, /^--sign-in-urls is missing/],
  [{ google: 'id', 'sign-in-urls': 'x://' }, /^--sign-out-urls is missing/],
  [{ ...urls, apple: 'a' }, /^--apple-team-id is missing/],
  [{ ...urls, apple: 'a', 'apple-team-id': 'ABCDEFGHIJ' }, /^--apple-key-id is missing/],
  [{ ...urls, 'apple-key-id': 'ABCDEFGHIJ' }, /^--apple is missing/],
  [{ 'first-factors': 'password,web-authn' }, /^--passkey-domain is missing/],
  [{ 'passkey-user-verification': 'required' }, /^--passkey-user-verification: needs --passkey-domain$/],
  [{ 'no-identity-pool': true, guests: true }, /^--guests: there is no identity pool; --identity-pool makes one$/],
  [{ logins: 'accounts.google.com' }, /^--logins: "accounts.google.com" does not fit; use name=ID, such as/],
  [
    { ...urls, google: 'my app' },
    /^--google: "my app" does not fit; use the provider's identifier of your app, without spaces/,
  ],
  [{ 'apple-team-id': 'abc' }, /^--apple-team-id: "abc" does not fit/],
  [{ 'no-hosted-ui': true, google: 'id' }, /^--google: contradicts --no-hosted-ui; leave out one of them$/],
  [{ 'no-hosted-ui': true, scopes: 'openid' }, /^--scopes: contradicts --no-hosted-ui/],
  [
    { mfa: 'off', 'mfa-types': 'totp' },
    /^--mfa-types: has no effect while MFA is off; add --mfa optional or --mfa on$/,
  ],
  [{ 'mfa-types': 'totp' }, /^--mfa-types: has no effect while MFA is off/],
  [{ 'sms-message': 'MFA {####}' }, /^--sms-message: has no effect, because no text messages are sent/],
  [
    { 'first-factors': 'password,email-otp', 'passkey-domain': 'shop.test' },
    /^--passkey-domain: needs web-authn among --first-factors$/,
  ],
];

for (const [flags, message] of refused) {
  test(`${JSON.stringify(flags)} is refused in one line`, () => {
    assert.throws(() => from(flags), { name: 'CliError', exitCode: 2, message });
  });
}
