// Requests in JSON, as scripts for Amplify's CLI have them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answersOfAddRequest, answersOfUpdateRequest, importedIds } from '../src/answers/headless.js';
import { answers } from './support/project.js';

const request = (pool = {}, service = {}, others = {}) => ({
  version: 2,
  resourceName: 'shop',
  serviceConfiguration: {
    serviceName: 'Cognito',
    includeIdentityPool: true,
    userPoolConfiguration: { signinMethod: 'USERNAME', requiredSignupAttributes: ['EMAIL'], ...pool },
    ...service,
  },
  ...others,
});

const added = (given) => answersOfAddRequest(JSON.stringify(given), answers());
const updated = (modification, start = answers()) =>
  answersOfUpdateRequest(
    JSON.stringify({ version: 2, serviceModification: { serviceName: 'Cognito', ...modification } }),
    start,
    answers().identityPool,
  );

test("the guide's three answers are the default ones", () => {
  const { answers: read, withSecrets } = added({ ...request(), resourceName: answers().resourceName });
  assert.deepEqual(read, answers());
  assert.deepEqual(withSecrets, []);
});

test('every member of a request becomes an answer', () => {
  const { answers: read } = added(
    request(
      {
        aliasAttributes: ['PREFERRED_USERNAME'],
        userPoolName: 'people',
        userPoolGroups: [{ groupName: 'admins' }, { groupName: 'editors' }],
        mfa: { mode: 'OPTIONAL', mfaTypes: ['SMS', 'TOTP'], smsMessage: 'MFA {####}' },
        passwordPolicy: { minimumLength: 10, additionalConstraints: ['REQUIRE_LOWERCASE', 'REQUIRE_SYMBOL'] },
        refreshTokenPeriod: 5,
        readAttributes: ['EMAIL', 'PHONE_NUMBER'],
        writeAttributes: ['EMAIL'],
        oAuth: {
          domainPrefix: 'shop',
          redirectSigninURIs: ['http://localhost:3000/'],
          redirectSignoutURIs: ['https://shop.test/'],
          oAuthGrantType: 'IMPLICIT',
          oAuthScopes: ['OPENID', 'AWS.COGNITO.SIGNIN.USER.ADMIN'],
          socialProviderConfigurations: [
            { provider: 'LOGIN_WITH_AMAZON', clientId: '3' },
            { provider: 'SIGN_IN_WITH_APPLE', clientId: 'a', teamId: 'ABCDEFGHIJ', keyId: 'KLMNOPQRST' },
          ],
        },
        autoVerifiedAttributes: [{ type: 'EMAIL', verificationMessage: 'Code {####}', verificationSubject: 'Hi' }],
      },
      {
        identityPoolConfiguration: {
          identityPoolName: 'identities',
          unauthenticatedLogin: true,
          identitySocialFederation: [{ provider: 'FACEBOOK', clientId: '9' }],
        },
      },
    ),
  );
  const { userPool } = read;
  assert.equal(read.resourceName, 'shop');
  assert.deepEqual(read.identityPool, {
    name: 'identities',
    allowsGuests: true,
    logins: { 'graph.facebook.com': '9' },
  });
  assert.deepEqual(
    [userPool.name, userPool.aliases, userPool.groups],
    ['people', ['PREFERRED_USERNAME'], ['admins', 'editors']],
  );
  assert.deepEqual(userPool.mfa, { mode: 'OPTIONAL', types: ['SMS', 'TOTP'], smsMessage: 'MFA {####}' });
  assert.deepEqual(userPool.passwordPolicy, { minimumLength: 10, requires: ['LOWERCASE', 'SYMBOL'] });
  assert.equal(userPool.tokenLife.refreshTokenDays, 5);
  assert.deepEqual([userPool.readAttributes, userPool.writeAttributes], [['email', 'phone_number'], ['email']]);
  assert.deepEqual([userPool.verificationSubject, userPool.verificationMessage], ['Hi', 'Code {####}']);
  assert.deepEqual(userPool.hostedUI.scopes, ['openid', 'aws.cognito.signin.user.admin']);
  assert.deepEqual(
    userPool.hostedUI.socialProviders.map(({ type }) => type),
    ['LoginWithAmazon', 'SignInWithApple'],
  );
});

test('secrets in a request are named, and not kept', () => {
  const oAuth = {
    redirectSigninURIs: ['x://'],
    redirectSignoutURIs: ['x://'],
    socialProviderConfigurations: [{ provider: 'GOOGLE', clientId: 'id', clientSecret: 'hush-hush' }],
  };
  const { answers: read, withSecrets } = added(request({ oAuth }));
  assert.deepEqual(withSecrets, ['Google']);
  assert.doesNotMatch(JSON.stringify(read), /hush/);
});

test('a request without identity pool makes none', () => {
  assert.equal(added(request({}, { includeIdentityPool: false })).answers.identityPool, null);
});

test('an update changes what it names, and keeps the rest', () => {
  const start = answers();
  start.userPool.groups = ['admins'];
  const { answers: read } = updated({ userPoolModification: { mfa: { mode: 'OPTIONAL' } } }, start);
  assert.deepEqual(read, {
    ...start,
    userPool: { ...start.userPool, mfa: { ...start.userPool.mfa, mode: 'OPTIONAL' } },
  });
  const guests = updated({ identityPoolModification: { unauthenticatedLogin: true } }, start).answers;
  assert.deepEqual(guests, { ...start, identityPool: { ...start.identityPool, allowsGuests: true } });
  assert.equal(updated({ includeIdentityPool: false }, start).answers.identityPool, null);
  const again = updated({ includeIdentityPool: true }, { ...start, identityPool: null }).answers;
  assert.deepEqual(again.identityPool, start.identityPool);
});

test('an update of an identity pool that is not there is refused', () => {
  const without = { ...answers(), identityPool: null };
  const change = { identityPoolModification: { unauthenticatedLogin: true } };
  const message = /^serviceModification\.identityPoolModification\.unauthenticatedLogin: has no effect without/;
  assert.throws(() => updated(change, without), { exitCode: 2, message });
  assert.throws(() => updated({ ...change, includeIdentityPool: false }), { exitCode: 2, message });
  assert.equal(updated({ ...change, includeIdentityPool: true }, without).answers.identityPool.allowsGuests, true);
});

test('an import names its IDs', () => {
  const ids = { userPoolId: 'eu-central-1_AbC123', webClientId: 'web', nativeClientId: 'native' };
  assert.deepEqual(importedIds(JSON.stringify({ version: 1, ...ids })), { version: 1, ...ids });
  const pasted = { userPoolId: ' eu-central-1_AbC123', webClientId: 'web ', nativeClientId: ' native\n' };
  assert.deepEqual(importedIds(JSON.stringify({ version: 1, ...pasted })), { version: 1, ...ids });
  assert.throws(() => importedIds(JSON.stringify({ version: 1, webClientId: 'web' })), {
    message: /^userPoolId: nothing/,
  });
});

/** @type {[string, unknown, RegExp][]} */
const refused = [
  ['a list', [], /^standard input: a list is not an object$/],
  ['another version', request({}, {}, { version: 3 }), /^version: 3 does not fit; use 1, 2$/],
  ['another service', request({}, { serviceName: 'Auth0' }), /serviceName: "Auth0"/],
  [
    'no sign-in method',
    request({ signinMethod: undefined }),
    /userPoolConfiguration\.signinMethod: nothing does not fit/,
  ],
  ['an API for administrators', request({ adminQueries: {} }), /adminQueries: an API for administrators is not part/],
  ['a member that is not known', request({ lambdaTriggers: {} }), /lambdaTriggers: is not known here/],
  ['a password of 3', request({ passwordPolicy: { minimumLength: 3 } }), /minimumLength: 3 does not fit/],
  ['a hosted UI without addresses', request({ oAuth: {} }), /^userPool\.hostedUI\.signInUrls: at least 1/],
  [
    'a secret that is no text',
    request({ oAuth: { socialProviderConfigurations: [{ provider: 'GOOGLE', clientId: 'a', clientSecret: {} }] } }),
    /clientSecret: is not text/,
  ],
  [
    'settings of an identity pool that is left out',
    request({}, { includeIdentityPool: false, identityPoolConfiguration: { unauthenticatedLogin: true } }),
    /^serviceConfiguration\.identityPoolConfiguration\.unauthenticatedLogin: has no effect without an identity pool;/,
  ],
  [
    'a required attribute that only Cognito writes',
    request({ requiredSignupAttributes: ['Email_Verified'] }),
    /requiredSignupAttributes\[0\]: "Email_Verified" does not fit; use ADDRESS, BIRTHDATE, EMAIL, [A-Z_, ]*ZONEINFO$/,
  ],
  [
    'types of an MFA that is off',
    request({ mfa: { mode: 'OFF', mfaTypes: ['TOTP'] } }),
    /userPoolConfiguration\.mfa\.mfaTypes: has no effect while the mode is OFF; leave it out$/,
  ],
  [
    'a text message that is never sent',
    request({ mfa: { mode: 'ON', mfaTypes: ['TOTP'], smsMessage: 'MFA {####}' } }),
    /mfa\.smsMessage: has no effect while no text messages are sent; leave it out$/,
  ],
  [
    'a text for phone numbers of its own',
    request({
      autoVerifiedAttributes: [{ type: 'EMAIL' }, { type: 'PHONE_NUMBER', verificationMessage: 'Hi {####}' }],
    }),
    /autoVerifiedAttributes\.verificationMessage: has no effect for PHONE_NUMBER, whose text is fixed; leave it out$/,
  ],
];

for (const [name, given, message] of refused) {
  test(`a request is refused with ${name}`, () => {
    assert.throws(() => added(given), { name: 'CliError', exitCode: 2, message });
  });
}

test('what is not JSON is refused in one line, without showing it', () => {
  assert.throws(() => answersOfAddRequest('{"secret', answers()), {
    exitCode: 2,
    message: 'Standard input is not valid JSON; --headless reads a request from it.',
  });
});
