import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import { CUSTOM_CHALLENGE_PRESETS } from '../src/trigger-presets.js';
import { call, confirmedUser, freshCognito, refused, test, updateClient, withClient } from './support/calls.js';
import { SRP_A, proof, signInWithSrp, verifierAnswer } from './support/srp-client.js';
import { answer, respond, switched } from './support/sign-ins.js';

const REFUSED = 'NotAuthorizedException';

const begin = (cognito, parameters = {}) =>
  call(cognito, 'InitiateAuth', {
    ...withClient({ AuthFlow: 'CUSTOM_AUTH' }),
    AuthParameters: { USERNAME: 'username', ...parameters },
  });

describe('a custom sign-in', () => {
  it('is controlled by the triggers', async () => {
    const cognito = await switched({ customChallenge: true });
    const asked = await begin(cognito);
    assert.equal(asked.ChallengeName, 'CUSTOM_CHALLENGE');
    assert.match(asked.ChallengeParameters.question, /question 1 of 1/);
    assert.ok(!JSON.stringify(asked).includes('1234'));
    const done = await respond(cognito, 'CUSTOM_CHALLENGE', asked.Session, { ANSWER: '1234' });
    assert.ok(done.AuthenticationResult.AccessToken);
    const replay = answer('CUSTOM_CHALLENGE', asked.Session, { ANSWER: '1234' });
    await refused(cognito, 'RespondToAuthChallenge', replay, REFUSED);
  });

  it('has several rounds, and ends after three wrong answers', async () => {
    const cognito = await switched({});
    await test(cognito, 'POST', 'triggers', { customChallenge: 'two-questions' });
    let asked = await begin(cognito);
    asked = await respond(cognito, 'CUSTOM_CHALLENGE', asked.Session, { ANSWER: '1234' });
    assert.match(asked.ChallengeParameters.question, /question 2 of 2/);
    asked = await respond(cognito, 'CUSTOM_CHALLENGE', asked.Session, { ANSWER: '1234' });
    asked = await respond(cognito, 'CUSTOM_CHALLENGE', asked.Session, { ANSWER: '1234' });
    const last = answer('CUSTOM_CHALLENGE', asked.Session, { ANSWER: 'wrong' });
    await refused(cognito, 'RespondToAuthChallenge', last, REFUSED);
  });

  it('can start with a proof of the password', async () => {
    const cognito = await switched({ customChallenge: true });
    const asked = await begin(cognito, { SRP_A, CHALLENGE_NAME: 'SRP_A' });
    assert.equal(asked.ChallengeName, 'PASSWORD_VERIFIER');
    const wrong = verifierAnswer(await proof(asked, 'wrong'), { Session: asked.Session });
    await refused(cognito, 'RespondToAuthChallenge', wrong, REFUSED);
    const responses = await proof(asked);
    await refused(cognito, 'RespondToAuthChallenge', verifierAnswer(responses), REFUSED);
    const { Session } = asked;
    const next = await call(cognito, 'RespondToAuthChallenge', verifierAnswer(responses, { Session }));
    assert.equal(next.ChallengeName, 'CUSTOM_CHALLENGE');
    assert.ok((await respond(cognito, 'CUSTOM_CHALLENGE', next.Session, { ANSWER: '1234' })).AuthenticationResult);
  });

  it('passes the documented request to the triggers', async () => {
    const seen = [];
    const triggers = {
      ...CUSTOM_CHALLENGE_PRESETS.demo,
      defineAuthChallenge(event) {
        seen.push(structuredClone(event));
        return CUSTOM_CHALLENGE_PRESETS.demo.defineAuthChallenge(event);
      },
    };
    const cognito = freshCognito({ triggers });
    await confirmedUser(cognito);
    const { Session } = await begin(cognito);
    const metadata = { ClientMetadata: { from: 'test' } };
    await call(cognito, 'RespondToAuthChallenge', answer('CUSTOM_CHALLENGE', Session, { ANSWER: '1234' }, metadata));
    assert.deepEqual(seen[0].request.session, []);
    assert.equal(seen[0].triggerSource, 'DefineAuthChallenge_Authentication');
    assert.deepEqual(seen[1].request.session, [
      { challengeName: 'CUSTOM_CHALLENGE', challengeResult: true, challengeMetadata: 'QUESTION_1' },
    ]);
    assert.deepEqual(seen[1].request.clientMetadata, { from: 'test' });
    assert.equal(seen[1].request.userAttributes.email, 'my@email.com');
  });

  it('fails with the errors of its triggers', async () => {
    for (const [defineAuthChallenge, type] of [
      [() => undefined, 'InvalidLambdaResponseException'],
      [(event) => event, 'InvalidLambdaResponseException'],
      [
        () => {
          throw new Error('no');
        },
        'UserLambdaValidationException',
      ],
    ]) {
      const cognito = freshCognito({ triggers: { defineAuthChallenge } });
      await confirmedUser(cognito);
      const request = withClient({ AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME: 'username' } });
      await refused(cognito, 'InitiateAuth', request, type);
    }
  });
});

describe('a custom sign-in of an unknown user', () => {
  const hiding = { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'], PreventUserExistenceErrors: 'ENABLED' };
  const nobody = { USERNAME: 'nobody' };

  it('is rejected if the client does not hide unknown users', async () => {
    const cognito = await switched({ customChallenge: true });
    const request = { ...withClient({ AuthFlow: 'CUSTOM_AUTH' }), AuthParameters: nobody };
    await refused(cognito, 'InitiateAuth', request, 'UserNotFoundException');
  });

  it('is controlled by the triggers if the client hides users, but never succeeds', async () => {
    const seen = [];
    const watched = Object.entries(CUSTOM_CHALLENGE_PRESETS.demo).map(([name, handler]) => [
      name,
      (event) => {
        seen.push([name, event.userName, event.request.userNotFound, event.request.userAttributes]);
        return handler(event);
      },
    ]);
    const cognito = freshCognito({ triggers: Object.fromEntries(watched) });
    await confirmedUser(cognito);
    await updateClient(cognito, hiding);
    const asked = await begin(cognito, nobody);
    assert.equal(asked.ChallengeName, 'CUSTOM_CHALLENGE');
    assert.equal(asked.ChallengeParameters.USERNAME, 'nobody');
    const responses = { ...nobody, ANSWER: 'wrong' };
    const again = await respond(cognito, 'CUSTOM_CHALLENGE', asked.Session, responses);
    const right = answer('CUSTOM_CHALLENGE', again.Session, { ...nobody, ANSWER: '1234' });
    await refused(cognito, 'RespondToAuthChallenge', right, REFUSED);
    assert.deepEqual(
      seen.map(([name]) => name),
      [
        ...['defineAuthChallenge', 'createAuthChallenge'],
        ...['verifyAuthChallengeResponse', 'defineAuthChallenge', 'createAuthChallenge'],
        ...['verifyAuthChallengeResponse', 'defineAuthChallenge'],
      ],
    );
    for (const [, ...facts] of seen) assert.deepEqual(facts, ['nobody', true, {}]);

    seen.length = 0;
    await begin(cognito);
    assert.deepEqual(seen[0].slice(0, 3), ['defineAuthChallenge', 'username', false]);
  });

  it('is asked for a proof that nobody can compute', async () => {
    const cognito = await switched({ customChallenge: true });
    await updateClient(cognito, hiding);
    const asked = await begin(cognito, { ...nobody, SRP_A, CHALLENGE_NAME: 'SRP_A' });
    assert.equal(asked.ChallengeName, 'PASSWORD_VERIFIER');
    const claim = verifierAnswer(await proof(asked), { Session: asked.Session });
    await refused(cognito, 'RespondToAuthChallenge', claim, REFUSED);
  });

  it('has a session that does not work for a real user', async () => {
    const cognito = await switched({ customChallenge: true });
    await updateClient(cognito, hiding);
    const { Session } = await begin(cognito, nobody);
    const claim = answer('CUSTOM_CHALLENGE', Session, { ANSWER: '1234' });
    const message = await refused(cognito, 'RespondToAuthChallenge', claim, REFUSED);
    assert.equal(message, 'Invalid session for the user.');
  });
});

describe('the pre token generation trigger', () => {
  it('changes claims, but not those that tokens are checked by', async () => {
    const claimsToAddOrOverride = { plan: 'gold', sub: 'somebody else', token_use: 'access' };
    const triggers = {
      preTokenGeneration(event) {
        event.response.claimsOverrideDetails = { claimsToAddOrOverride, claimsToSuppress: ['email'] };
        return event;
      },
    };
    const cognito = freshCognito({ triggers });
    const sub = await confirmedUser(cognito);
    const { IdToken, AccessToken } = (await signInWithSrp(cognito)).AuthenticationResult;
    const id = decodeJwt(IdToken);
    assert.deepEqual([id.plan, id.sub, id.token_use, id.email], ['gold', sub, 'id', undefined]);
    assert.equal(decodeJwt(AccessToken).plan, undefined);
  });

  it('changes access tokens and scopes in its second version', async () => {
    const triggers = {
      preTokenGeneration(event) {
        event.response.claimsAndScopeOverrideDetails = {
          accessTokenGeneration: { claimsToAddOrOverride: { plan: 'gold' }, scopesToAdd: ['read'] },
        };
        return event;
      },
    };
    const cognito = freshCognito({ triggers });
    await confirmedUser(cognito);
    const { AccessToken } = (await signInWithSrp(cognito)).AuthenticationResult;
    const { plan, scope } = decodeJwt(AccessToken);
    assert.deepEqual([plan, scope], ['gold', 'aws.cognito.signin.user.admin read']);
  });
});

describe('the trigger source of new tokens', () => {
  it('is passed to the trigger with the client metadata', async () => {
    const seen = [];
    const triggers = {
      preTokenGeneration(event) {
        seen.push([event.triggerSource, event.request.clientMetadata]);
        return event;
      },
    };
    const cognito = freshCognito({ triggers });
    await confirmedUser(cognito);
    const { RefreshToken } = (await signInWithSrp(cognito)).AuthenticationResult;
    const refresh = withClient({ RefreshToken, ClientMetadata: { from: 'test' } });
    await call(cognito, 'GetTokensFromRefreshToken', refresh);
    assert.deepEqual(seen, [
      ['TokenGeneration_Authentication', {}],
      ['TokenGeneration_RefreshTokens', { from: 'test' }],
    ]);
  });
});

describe('the user migration trigger', () => {
  it('migrates a user with the right password once', async () => {
    const asked = [];
    const triggers = {
      userMigration(event) {
        asked.push(event.request.password);
        if (event.request.password !== 'Password123') throw new Error('unknown');
        event.response.userAttributes = { email: 'old@email.com', email_verified: 'true' };
        event.response.finalUserStatus = 'CONFIRMED';
        return event;
      },
    };
    const cognito = freshCognito({ triggers });
    await updateClient(cognito, { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'] });
    const request = (PASSWORD) =>
      withClient({ AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'username', PASSWORD } });
    await refused(cognito, 'InitiateAuth', request('wrong'), 'UserLambdaValidationException');
    assert.ok((await call(cognito, 'InitiateAuth', request('Password123'))).AuthenticationResult);
    assert.ok((await signInWithSrp(cognito)).AuthenticationResult);
    assert.deepEqual(asked, ['wrong', 'Password123']);
  });
});
