// The conversations: each question in its turn, and the answers that result.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultAnswers } from '../src/answers/answers.js';
import { Project } from '../src/project/project.js';
import { filesOf } from './support/folder.js';
import { answers, newProject, projectWithAuth } from './support/project.js';
import { command } from './support/run.js';

const kind = 'Do you want to use the default authentication and security configuration?';
const signIn = 'How do you want users to be able to sign in?';
const advanced = 'Do you want to configure advanced settings?';

/** Answers `add auth` in a new project, and gives what it has decided. */
async function added(script) {
  const cwd = newProject();
  const { code, errors, unanswered, output } = await command('add auth', { cwd, answers: script });
  assert.deepEqual([code, errors, unanswered], [0, '', []]);
  return { read: Project.find(cwd).answers(), output };
}

/** Answers `update auth` in a project with the default answers. */
async function updated(script, change) {
  const cwd = projectWithAuth(change);
  const { code, errors, unanswered, output } = await command('update auth', { cwd, answers: script });
  assert.deepEqual([code, errors, unanswered], [0, '', []]);
  return { read: Project.find(cwd).answers(), output };
}

for (const [name, method] of [
  ['Username', 'USERNAME'],
  ['Email', 'EMAIL'],
  ['Phone Number', 'PHONE_NUMBER'],
  ['Email or Phone Number', 'EMAIL_AND_PHONE_NUMBER'],
]) {
  test(`"${name}" is ${method}`, async () => {
    const { read } = await added([[kind], [signIn, name], [advanced]]);
    assert.equal(read.userPool.signInMethod, method);
  });
}

test('both lists of the guide explain themselves and ask again', async () => {
  const more = 'I want to learn more.';
  const { output, read } = await added([[kind, more], [kind, more], [kind], [signIn, more], [signIn], [advanced]]);
  assert.match(output, /identity pool, which[^]*identity pool, which[^]*each user chooses a name/);
  assert.deepEqual(read, answers());
});

test('additional changes ask for attributes and factors', async () => {
  const { read } = await added([
    [kind],
    [signIn],
    [advanced, 'Yes, I want to make some additional changes.'],
    ['What attributes are required for signing up?', ['Email', 'Family name']],
    ['Do you want to add custom attributes?', true],
    ['Name of the attribute', 'plan'],
    ['Type of the attribute', 'Number'],
    ['Can it change after the sign-up?', false],
    ['Do you want to add another custom attribute?'],
    ['What can users sign in with besides a password?', ['A code by e-mail', 'A passkey']],
    ['Domain of the page that makes passkeys', 'shop.test'],
    ['Must users prove who they are each time', true],
  ]);
  const { userPool } = answers();
  assert.deepEqual(read.userPool, {
    ...userPool,
    requiredAttributes: ['email', 'family_name'],
    customAttributes: [{ name: 'plan', type: 'Number', isMutable: false }],
    firstFactors: ['PASSWORD', 'EMAIL_OTP', 'WEB_AUTHN'],
    passkeys: { relyingPartyId: 'shop.test', isUserVerificationRequired: true },
  });
});

const enters = [
  ['Select the services that you want to use:'],
  ['Name of the resource in this project:'],
  ['Name of the identity pool:'],
  ['Allow credentials of AWS for guests'],
  ["Which providers' users get credentials"],
  ['Name of the user pool:'],
  [signIn],
  ['What else can users sign in with'],
  ['Do you want to add groups of users?'],
  ['Multi-factor authentication (MFA):'],
  ['How are registration and forgotten passwords confirmed?'],
  ['Subject of the e-mail:'],
  ['Text of the e-mail'],
  ['Do you want to change the password policy?'],
  ['What attributes are required for signing up?'],
  ['Do you want to add custom attributes?'],
  ['How many days does a session last?'],
  ['How many minutes does an access token last?'],
  ['How many minutes does an ID token last?'],
  ['Do you want to limit the attributes'],
  ['What can users sign in with besides a password?'],
  ['Do you want to use an OAuth flow'],
];

test('the manual configuration with Enter at each question is the default one', async () => {
  const { read } = await added([[kind, 'Manual configuration'], ...enters]);
  assert.deepEqual(read, answers());
});

test('the manual configuration asks for every setting', async () => {
  const { read } = await added([
    [kind, 'Manual configuration'],
    ['Select the services', 'I want to learn more.'],
    ['Select the services'],
    ['Name of the resource', 'people'],
    ['Name of the identity pool:', 'identities'],
    ['Allow credentials of AWS for guests', 'Yes'],
    ["Which providers' users get credentials", ['Google']],
    ["Your app's ID at Google:", '123'],
    ['Name of the user pool:', 'users'],
    [signIn, 'Email'],
    ['Do you want to add groups of users?', 'Yes'],
    ['Name of the most important group:', 'admins'],
    ['Do you want to add another group?', true],
    ['Name of the next group:', 'editors'],
    ['Do you want to add another group?'],
    ['Multi-factor authentication (MFA):', 'OPTIONAL (each user decides)'],
    ['Which codes can users have?', ['SMS Text Message', 'Time-Based One-Time Password (TOTP)']],
    ['Text of the message', 'MFA {####}'],
    ['How are registration and forgotten passwords confirmed?', 'By either'],
    ['Subject of the e-mail:', 'Welcome'],
    ['Text of the e-mail', 'Code {####}'],
    ['Do you want to change the password policy?', true],
    ['Shortest password:', '12'],
    ['Characters that each password must have:', ['Uppercase letters', 'Digits']],
    ['What attributes are required for signing up?', ['Email', 'Name']],
    ['Do you want to add custom attributes?'],
    ['How many days does a session last?', '7'],
    ['How many minutes does an access token last?', '15'],
    ['How many minutes does an ID token last?', '20'],
    ['Do you want to limit the attributes', true],
    ['Attributes that the app can read:', ['Email', 'Name', 'Email verified']],
    ['Attributes that the app can write', ['Picture']],
    ['What can users sign in with besides a password?', ['A code by text message']],
    ['Do you want to use an OAuth flow', 'Yes'],
    ['What domain name prefix do you want to use?', 'shop'],
    ['Enter your redirect signin URI:', 'https://shop.test/'],
    ['Do you want to add another redirect signin URI?', true],
    ['Enter your redirect signin URI:', 'shop://'],
    ['Do you want to add another redirect signin URI?'],
    ['Enter your redirect signout URI:', 'https://shop.test/'],
    ['Do you want to add another redirect signout URI?'],
    ['Select the OAuth flow', 'Implicit grant'],
    ['Select the OAuth scopes', ['email']],
    ['Select the social providers', ['Sign in with Apple', 'Facebook']],
    ['Enter your Facebook App ID:', '9'],
    ['Enter your Apple Services ID:', 'test.shop'],
    ['Enter your Apple Team ID:', 'ABCDEFGHIJ'],
    ['Enter your Apple Key ID:', 'KLMNOPQRST'],
  ]);
  assert.deepEqual(read, {
    version: 1,
    resourceName: 'people',
    suffix: '0123abcd',
    userPool: {
      name: 'users',
      signInMethod: 'EMAIL',
      aliases: [],
      requiredAttributes: ['email', 'name'],
      customAttributes: [],
      autoVerifiedAttributes: ['email', 'phone_number'],
      verificationSubject: 'Welcome',
      verificationMessage: 'Code {####}',
      mfa: { mode: 'OPTIONAL', types: ['SMS', 'TOTP'], smsMessage: 'MFA {####}' },
      emailSender: null,
      passwordPolicy: { minimumLength: 12, requires: ['UPPERCASE', 'DIGIT'] },
      tokenLife: { refreshTokenDays: 7, accessTokenMinutes: 15, idTokenMinutes: 20 },
      readAttributes: ['email', 'name', 'email_verified'],
      writeAttributes: ['email', 'name', 'picture'],
      groups: ['admins', 'editors'],
      firstFactors: ['PASSWORD', 'SMS_OTP'],
      passkeys: null,
      hostedUI: {
        domainPrefix: 'shop',
        signInUrls: ['https://shop.test/', 'shop://'],
        signOutUrls: ['https://shop.test/'],
        grant: 'IMPLICIT',
        scopes: ['openid', 'email'],
        socialProviders: [
          { type: 'Facebook', clientId: '9' },
          { type: 'SignInWithApple', clientId: 'test.shop', teamId: 'ABCDEFGHIJ', keyId: 'KLMNOPQRST' },
        ],
      },
    },
    identityPool: { name: 'identities', allowsGuests: true, logins: { 'accounts.google.com': '123' } },
  });
});

test('without an identity pool, nothing is asked about it', async () => {
  const { read } = await added([
    [kind, 'Manual configuration'],
    ['Select the services', 'User pool only (sign-up and sign-in)'],
    ...enters.slice(1).filter(([message]) => !/identity pool|guests|providers'/.test(message)),
  ]);
  assert.equal(read.identityPool, null);
});

const menu = 'What do you want to do?';

test('an update with the defaults keeps names and what cannot change', async () => {
  const change = (given) => {
    Object.assign(given.userPool, {
      name: 'users',
      signInMethod: 'EMAIL',
      requiredAttributes: ['email', 'name'],
      groups: ['admins'],
    });
    given.userPool.passwordPolicy = { minimumLength: 20, requires: ['DIGIT'] };
    given.identityPool.allowsGuests = true;
    return given;
  };
  const { read } = await updated([[menu, 'Apply default configuration']], change);
  const { userPool, identityPool } = defaultAnswers('myapp', '0123abcd');
  const kept = { name: 'users', signInMethod: 'EMAIL', requiredAttributes: ['email', 'name'], groups: ['admins'] };
  assert.deepEqual(read.userPool, { ...userPool, ...kept });
  assert.deepEqual(read.identityPool, identityPool);
});

test('an update walks through all that can change, and nothing else', async () => {
  const walk = enters.filter(
    ([message]) => !/services|Name of the|Which providers|sign in\?|What else|required|custom/.test(message),
  );
  const { read, output } = await updated([[menu, 'Walkthrough all the auth configurations'], ...walk]);
  assert.deepEqual(read, answers());
  assert.match(output, /Nothing has changed\.\n$/);
});

test('an update changes redirect addresses, and keeps the others', async () => {
  const change = (given) => {
    given.userPool.hostedUI = {
      domainPrefix: 'shop',
      signInUrls: ['x://', 'y://'],
      signOutUrls: ['x://'],
      grant: 'CODE',
      scopes: ['openid'],
      socialProviders: [],
    };
    return given;
  };
  const { read } = await updated(
    [
      [menu, 'Add/Edit signin and signout redirect URIs'],
      ['Enter your redirect signin URI:'],
      ['Do you want to add another redirect signin URI?'],
      ['Enter your redirect signin URI:', 'z://'],
      ['Do you want to add another redirect signin URI?'],
      ['Enter your redirect signout URI:'],
      ['Do you want to add another redirect signout URI?'],
    ],
    change,
  );
  assert.deepEqual(
    [read.userPool.hostedUI.signInUrls, read.userPool.hostedUI.signOutUrls],
    [['x://', 'z://'], ['x://']],
  );
});

test('an update takes groups away and adds others', async () => {
  const change = (given) => {
    given.userPool.groups = ['admins', 'editors'];
    return given;
  };
  const { read } = await updated(
    [
      [menu, 'Create or update groups of users'],
      ['Do you want to add groups of users?', 'Yes'],
      ['Groups that stay:', ['editors']],
      ['Name of the next group:', 'guests'],
      ['Do you want to add another group?'],
    ],
    change,
  );
  assert.deepEqual(read.userPool.groups, ['editors', 'guests']);
});

test('the menu has the hosted UI only where there is one', async () => {
  const cwd = projectWithAuth();
  const { code, errors } = await command('update auth', { cwd, answers: [[menu, 'Update social providers']] });
  assert.equal(code, 1);
  assert.match(errors, /There is no "Update social providers"/);
});

for (const [flags, what] of [
  ['--sign-in-with email', 'how users sign in'],
  ['--aliases email', 'the aliases'],
  ['--required-attributes email,name', 'the required attributes'],
  ['--custom-attributes plan:Number', 'the custom attribute plan'],
]) {
  test(`after a push, ${flags} is refused with the reason; before, it is taken`, async () => {
    const change = (given) => {
      given.userPool.customAttributes = [{ name: 'plan', type: 'String', isMutable: true }];
      return given;
    };
    const fresh = projectWithAuth(change);
    assert.equal((await command(`update auth ${flags}`, { cwd: fresh })).code, 0);
    const cwd = projectWithAuth(change);
    Project.find(cwd).savePushed({ outputs: { userPoolId: 'eu-central-1_A' } });
    const before = filesOf(cwd);
    const { code, errors } = await command(`update auth ${flags}`, { cwd });
    assert.equal(code, 1);
    assert.match(errors, new RegExp(`^Error: AWS cannot change ${what} of a user pool that has been made\\.`));
    assert.deepEqual(filesOf(cwd), before);
  });
}
