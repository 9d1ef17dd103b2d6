// A push does not take for somebody else's change what it has sent itself, whatever the service gives back of it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CognitoIdentityProviderClient, UpdateGroupCommand } from '@aws-sdk/client-cognito-identity-provider';
import { defaultScopes } from '../src/answers/answers.js';
import { pushed as readPushed } from '../src/project/shapes.js';
import { backendWith, changesOf, clientOptions, direct, engineAt, push, writes } from './support/direct.js';
import { fakeIam } from './support/fake-iam.js';

/** A backend with every kind of member. */
const rich = (change = () => {}) =>
  backendWith((answers) => {
    const { userPool, identityPool } = answers;
    Object.assign(userPool, {
      groups: ['admins', 'constructor'],
      autoVerifiedAttributes: ['email', 'phone_number'],
      mfa: { ...userPool.mfa, mode: 'OPTIONAL', types: ['SMS', 'TOTP'] },
      tokenLife: { refreshTokenDays: 7, accessTokenMinutes: 30, idTokenMinutes: 20 },
      customAttributes: [{ name: 'team', type: 'String', isMutable: true }],
      readAttributes: ['email', 'name'],
      writeAttributes: ['email'],
      firstFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'],
      passkeys: { relyingPartyId: 'shop.example', isUserVerificationRequired: true },
      hostedUI: {
        domainPrefix: 'shop',
        signInUrls: ['http://localhost:3000/'],
        signOutUrls: ['http://localhost:3000/'],
        grant: 'CODE',
        scopes: defaultScopes,
        socialProviders: [
          { type: 'Google', clientId: 'google-app' },
          { type: 'SignInWithApple', clientId: 'apple-app', teamId: 't', keyId: 'k' },
        ],
      },
    });
    identityPool.allowsGuests = true;
    identityPool.logins = { 'accounts.google.com': 'web' };
    change(answers);
  });

const nothingToDo = async (engine, backend, pushed, options) => {
  // As it is read from its file.
  const plan = await engine.plan(backend, readPushed(JSON.parse(JSON.stringify(pushed)), 'pushed'), options);
  assert.deepEqual([changesOf(plan), plan.drift], [[], []]);
};

/** A service that leaves members out of what it describes, or writes them otherwise. */
function engineThatLosesMembers() {
  const client = new CognitoIdentityProviderClient(clientOptions(direct.server.url));
  const changes = {
    GetGroup: ({ Group }) => delete Group.RoleArn,
    GetUserPoolMfaConfig: (reply) => delete reply.SmsMfaConfiguration,
    DescribeUserPool: ({ UserPool }) => {
      UserPool.EmailVerificationSubject &&= UserPool.EmailVerificationSubject.toLowerCase();
      delete UserPool.UserAttributeUpdateSettings;
    },
    DescribeUserPoolClient: ({ UserPoolClient }) => delete UserPoolClient.TokenValidityUnits,
  };
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const result = await next(args);
        changes[commandName.replace(/Command$/, '')]?.(result.output);
        return result;
      },
    { step: 'initialize' },
  );
  return engineAt(direct.server.url, direct.iam, { cognito: client });
}

describe('a push', () => {
  for (const [where, iam] of [
    ['with roles', () => direct.iam],
    ['without IAM', () => fakeIam({ exists: false })],
    ['where IAM has no address', () => null],
  ])
    it(`finds every member as it made it, ${where}`, async () => {
      const at = engineAt(direct.server.url, iam());
      const { pushed } = await push(rich(), undefined, { at });
      assert.equal(pushed.readBack, undefined);
      await nothingToDo(at, rich(), pushed);
    });

  it('takes members that a service loses or writes otherwise for nobody’s change', async () => {
    const at = engineThatLosesMembers();
    const { pushed } = await push(rich(), undefined, { at });
    await nothingToDo(at, rich(), pushed);
    await nothingToDo(at, rich(), pushed, { overwritesDrift: true });
    const before = await writes();
    await push(rich(), pushed, { at });
    assert.deepEqual(await writes(), before);
  });

  it('still changes such a member, and what is beside it', async () => {
    const at = engineThatLosesMembers();
    const { pushed } = await push(rich(), undefined, { at });
    const other = rich(({ userPool }) => {
      userPool.verificationSubject = 'Welcome';
      userPool.passwordPolicy.minimumLength = 12;
    });
    const second = await push(other, pushed, { at });
    assert.deepEqual(changesOf(second.plan), ['Update UserPool']);
    await nothingToDo(at, other, second.pushed);
  });

  it('still shows what somebody changes of it afterwards', async () => {
    const at = engineThatLosesMembers();
    const { pushed, outputs } = await push(rich(), undefined, { at });
    const cognito = new CognitoIdentityProviderClient(clientOptions(direct.server.url));
    const { userPoolId: UserPoolId } = outputs;
    await cognito.send(new UpdateGroupCommand({ UserPoolId, GroupName: 'admins', Precedence: 9 }));
    const shown = async (given) => (await at.plan(rich(), given)).drift.flatMap(({ details }) => details);
    assert.deepEqual(await shown(pushed), ['Precedence: 1 → 9']);
    // Another push that lets it be does not take it over.
    const other = rich(({ userPool }) => {
      userPool.groups = ['admins', 'constructor', 'guests'];
    });
    const second = await push(other, pushed, { at });
    assert.deepEqual(
      (await at.plan(other, second.pushed)).drift.flatMap(({ details }) => details),
      ['Precedence: 1 → 9'],
    );
  });
});
