import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SEED, createLocalCognito } from '../src/index.js';
import {
  SEED_USER,
  call,
  confirmedUser,
  freshCognito,
  refused,
  send,
  test,
  updateClient,
  withClient,
} from './support/calls.js';
import { beginSrp, proof, signInWithSrp, verifierAnswer } from './support/srp-client.js';

const hexOf = (text) => Buffer.from(text).toString('hex');
const base64Of = (text) => Buffer.from(text).toString('base64').replaceAll('=', '');

describe('the state', () => {
  it('contains no password, however it arrived', async () => {
    const cognito = createLocalCognito();
    const passwords = ['first-Password1', 'second-Password2', 'third-Password3', 'wrong-Password4'];
    const [first, second, third, wrong] = passwords;
    await confirmedUser(cognito, { ...SEED_USER, Password: first });
    await updateClient(cognito, { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'] });
    const named = { UserPoolId: SEED.userPoolId, Username: 'username' };
    const passwordFlow = (PASSWORD) =>
      withClient({ AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'username', PASSWORD } });
    await call(cognito, 'InitiateAuth', passwordFlow(first));
    await refused(cognito, 'InitiateAuth', passwordFlow(wrong), 'NotAuthorizedException');
    await signInWithSrp(cognito, { password: first });
    await call(cognito, 'AdminSetUserPassword', { ...named, Password: second });
    const { Session } = await signInWithSrp(cognito, { password: second });
    const ChallengeResponses = { USERNAME: 'username', NEW_PASSWORD: third };
    const answer = { ChallengeName: 'NEW_PASSWORD_REQUIRED', Session, ChallengeResponses };
    await call(cognito, 'RespondToAuthChallenge', withClient(answer));
    await send(cognito, 'SignUp', `{"Password":"${first}"`);

    const everything = JSON.stringify(cognito.dump());
    assert.ok(everything.includes('my@email.com'));
    for (const password of passwords) {
      for (const form of [password, hexOf(password), base64Of(password)]) {
        assert.ok(!everything.includes(form), `${password} is in the state`);
      }
    }
  });

  it('contains a salt and a verifier', async () => {
    const cognito = freshCognito();
    await confirmedUser(cognito);
    const [{ credential }] = cognito.dump().users;
    assert.deepEqual(Object.keys(credential), ['salt', 'verifier']);
  });

  it('drops expired challenges', async () => {
    const cognito = freshCognito();
    await confirmedUser(cognito);
    await beginSrp(cognito);
    await beginSrp(cognito);
    assert.equal(Object.keys(cognito.dump().challenges).length, 2);
    cognito.clock.advance(180_000);
    await beginSrp(cognito);
    assert.equal(Object.keys(cognito.dump().challenges).length, 1);
  });
});

describe('the seed backend', () => {
  it('is what the Amplify CLI creates by default', async () => {
    const cognito = freshCognito();
    const { userPoolId: UserPoolId, identityPoolId: IdentityPoolId } = SEED;
    const { UserPool } = await call(cognito, 'DescribeUserPool', { UserPoolId });
    assert.deepEqual(UserPool.Policies.PasswordPolicy, {
      MinimumLength: 8,
      RequireUppercase: false,
      RequireLowercase: false,
      RequireNumbers: false,
      RequireSymbols: false,
      TemporaryPasswordValidityDays: 7,
    });
    assert.deepEqual(UserPool.UsernameConfiguration, { CaseSensitive: false });
    assert.deepEqual(UserPool.AutoVerifiedAttributes, ['email']);
    assert.equal(UserPool.MfaConfiguration, 'OFF');
    for (const ClientId of [SEED.nativeClientId, SEED.webClientId]) {
      const { UserPoolClient } = await call(cognito, 'DescribeUserPoolClient', { UserPoolId, ClientId });
      assert.equal(UserPoolClient.ClientSecret, undefined);
      assert.equal(UserPoolClient.ExplicitAuthFlows, undefined);
    }
    const identityPool = await call(cognito, 'DescribeIdentityPool', { IdentityPoolId });
    assert.equal(identityPool.AllowUnauthenticatedIdentities, false);
    assert.deepEqual(
      identityPool.CognitoIdentityProviders.map(({ ClientId }) => ClientId),
      [SEED.nativeClientId, SEED.webClientId],
    );
  });

  it('can be left out', async () => {
    const cognito = createLocalCognito({ seed: false });
    await refused(cognito, 'SignUp', withClient(SEED_USER), 'ResourceNotFoundException');
  });
});

describe('ids', () => {
  const firstIds = async (cognito) => {
    const users = [];
    for (const Username of ['username', 'second', 'third']) {
      users.push((await call(cognito, 'SignUp', withClient({ ...SEED_USER, Username }))).UserSub);
    }
    return { users, codes: cognito.outbox.messages().map(({ code }) => code) };
  };

  it('are the same in every deterministic run, and after a reset', async () => {
    const cognito = freshCognito();
    const first = await firstIds(cognito);
    assert.deepEqual(first, {
      users: [
        '11111111-2222-4333-8444-555555555555',
        '11111111-2222-4333-8444-000000000002',
        '11111111-2222-4333-8444-000000000003',
      ],
      codes: ['123456', '123457', '123458'],
    });
    cognito.reset();
    assert.deepEqual(await firstIds(cognito), first);
  });

  it('are different otherwise', async () => {
    const first = await firstIds(createLocalCognito());
    const second = await firstIds(createLocalCognito());
    assert.equal(new Set([...first.users, ...second.users]).size, 6);
    for (const code of [...first.codes, ...second.codes]) assert.match(code, /^\d{6}$/);
    assert.notDeepEqual(first.codes, second.codes);
  });
});

describe('a reset', () => {
  it('restores the initial state', async () => {
    const cognito = freshCognito();
    const before = cognito.dump();
    await confirmedUser(cognito);
    await updateClient(cognito, { PreventUserExistenceErrors: 'ENABLED' });
    await test(cognito, 'POST', 'faults', { kind: 'status' });
    await test(cognito, 'POST', 'clock', { advanceMs: 5000 });
    const question = await beginSrp(cognito).catch(() => beginSrp(cognito));
    await test(cognito, 'POST', 'reset');
    assert.deepEqual(cognito.dump(), before);
    const answer = verifierAnswer(await proof(question));
    await refused(cognito, 'RespondToAuthChallenge', answer, 'UserNotFoundException');
  });

  it('can leave out the seed', async () => {
    const cognito = freshCognito();
    await test(cognito, 'POST', 'reset', { seed: false });
    const { userPools, clients, identityPools } = cognito.dump();
    assert.deepEqual([userPools, clients, identityPools], [[], [], []]);
  });
});
