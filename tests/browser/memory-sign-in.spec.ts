/** A sign-in leaves none of its secrets in the modules' memory, however it ends. */
import type { Page, Request } from '@playwright/test';
import { userKey } from './app.js';
import { expect, test } from './fixtures.js';
import { type LocalCognito, seed } from './local-cognito.js';
import { drawnNumbers } from './memory/module-memory.js';
import { Needles } from './memory/needles.js';
import { addExponent, addPowersOfTwo } from './memory/proof-numbers.js';
import { person, WatchedApp } from './memory/watched-app.js';

const { username, password } = person;
const done = { isSignedIn: true, nextStep: { signInStep: 'DONE' } };

/** Prevents the page from preparing a sign-in by itself, and from loading the relaxed SIMD module. */
const unprepared = (page: Page): Promise<unknown> => page.addInitScript('globalThis.requestIdleCallback = () => 0;');

async function allowEveryFlow(cognito: LocalCognito): Promise<void> {
  const flows = ['USER_AUTH', 'USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'REFRESH_TOKEN_AUTH'];
  await cognito.switchPool({ passwordless: true });
  await cognito.setClient({ ExplicitAuthFlows: flows.map((flow) => `ALLOW_${flow}`) });
}

test('a repeated digit is not mistaken for a table of small numbers', () => {
  const digit = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
  };
  const needles = new Needles();
  needles.addDigits('secret', [digit(0x303_0303), digit(1), digit(0xa1b_2c3d), digit(0x765_4321)], 4);
  const found = (value: number): string[] => needles.search([{ offset: 0, bytes: Buffer.alloc(64, digit(value)) }]);
  expect(found(0x303_0303)).toEqual([]);
  expect(found(1)).toEqual([]);
  expect(found(0xa1b_2c3d)).toHaveLength(1);
});

test('a sign-in', async ({ app }) => {
  await unprepared(app.page);
  const watched = await WatchedApp.begin(app);
  expect(await watched.signIn()).toStrictEqual(done);
  await watched.addProofs();
  await watched.expectNothingLeft();
});

test('a prepared sign-in, with its proof in the module for relaxed SIMD', async ({ app }) => {
  const watched = await WatchedApp.begin(app);
  await app.call('prepareSignIn');
  expect(await watched.signIn()).toStrictEqual(done);
  await watched.addProofs();
  expect((await watched.found()).map(({ name }) => name)).toHaveLength(2);
  await watched.expectNothingLeft();
});

test('a prepared pair is in memory only once until it is used', async ({ app }) => {
  const watched = await WatchedApp.begin(app);
  await app.call('prepareSignIn');
  const drawn = await drawnNumbers(app.page, 32);
  expect(drawn).toHaveLength(1);
  const a = BigInt(`0x${Buffer.from(drawn[0] ?? '', 'base64').toString('hex')}`);
  const [words, powers] = [new Needles(), new Needles()];
  addExponent(words, 'a', a, 32);
  addPowersOfTwo(powers, 'a power on the way to A', a);
  const [inMain, ...inRelaxed] = await watched.found(words);
  // Eight words have seven pairs of neighbours, each of them once.
  expect(inMain?.found).toEqual([expect.stringMatching(/^a, in words \(7 pieces/)]);
  for (const { found } of [...inRelaxed, ...(await watched.found(powers))]) expect(found).toEqual([]);
});

for (const [what, options] of [
  ['USER_PASSWORD_AUTH', { authFlowType: 'USER_PASSWORD_AUTH' }],
  ['USER_AUTH with PASSWORD', { authFlowType: 'USER_AUTH', preferredChallenge: 'PASSWORD' }],
  ['USER_AUTH with PASSWORD_SRP', { authFlowType: 'USER_AUTH', preferredChallenge: 'PASSWORD_SRP' }],
] as const) {
  test(`a sign-in by ${what}`, async ({ app, cognito }) => {
    const watched = await WatchedApp.begin(app);
    await allowEveryFlow(cognito);
    expect(await watched.signIn(options)).toStrictEqual(done);
    if (what.endsWith('SRP')) await watched.addProofs();
    await watched.expectNothingLeft();
  });

  test(`a sign-in by ${what} with a wrong password`, async ({ app, cognito }) => {
    const wrong = 'Xy9-yellow-Giraffe-58';
    const watched = await WatchedApp.begin(app);
    await allowEveryFlow(cognito);
    await expect(watched.signIn(options, wrong)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    watched.needles.addText('the wrong password', wrong);
    if (what.endsWith('SRP')) await watched.addProofs(wrong);
    await watched.expectNothingLeft();
  });
}

for (const factor of ['PASSWORD', 'PASSWORD_SRP']) {
  test(`a chosen first factor: ${factor}`, async ({ app, cognito }) => {
    const watched = await WatchedApp.begin(app);
    await cognito.switchPool({ passwordless: true });
    await app.call('signIn', { username, options: { authFlowType: 'USER_AUTH' } });
    await app.call('confirmSignIn', { challengeResponse: factor });
    expect(await app.call('confirmSignIn', { challengeResponse: password })).toStrictEqual(done);
    if (factor.endsWith('SRP')) await watched.addProofs();
    await watched.expectNothingLeft();
  });
}

test('a wrong password', async ({ app }) => {
  const wrong = 'Xy9-yellow-Giraffe-58';
  const watched = await WatchedApp.begin(app);
  await expect(watched.signIn(undefined, wrong)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  watched.needles.addText('the wrong password', wrong);
  await watched.addProofs(wrong);
  await watched.expectNothingLeft();
});

function isRevocation(request: Request): boolean {
  return request.headers()['x-amz-target']?.endsWith('.RevokeToken') ?? false;
}

test('a rejected challenge', async ({ app }) => {
  const watched = await WatchedApp.begin(app);
  await app.alterReplies('InitiateAuth', (reply) => ({
    ...reply,
    ChallengeParameters: { ...(reply.ChallengeParameters as object), SRP_B: '0' },
  }));
  await expect(watched.signIn()).rejects.toMatchObject({ name: 'InvalidSRPChallengeException' });
  await watched.addExponents();
  await watched.expectNothingLeft();
});

for (const operation of ['InitiateAuth', 'RespondToAuthChallenge']) {
  for (const flow of ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH']) {
    if (flow === 'USER_PASSWORD_AUTH' && operation === 'RespondToAuthChallenge') continue;
    test(`a sign-in by ${flow} that is aborted while it waits for ${operation}`, async ({ app, cognito }) => {
      const watched = await WatchedApp.begin(app);
      await allowEveryFlow(cognito);
      await cognito.fault({ operation, kind: 'delay' });
      await app.page.evaluate(
        (input) => {
          const controller = new AbortController();
          Object.assign(window, { controller });
          const { signal } = controller;
          harness.start('aborted', 'signIn', { ...input, options: { ...input.options, signal } });
        },
        { username, password, options: { authFlowType: flow } },
      );
      await cognito.arrival(operation);
      await app.page.evaluate('controller.abort()');
      const outcome = await app.page.evaluate(() => harness.finish('aborted'));
      expect(outcome.error).toMatchObject({ name: 'AbortError' });
      // A step that may return tokens runs to its end, and they are revoked. The first step of a proof is aborted.
      if (flow === 'USER_SRP_AUTH' && operation === 'InitiateAuth') {
        await app.page.unrouteAll({ behavior: 'ignoreErrors' });
      } else {
        const revoked = app.page.waitForResponse((response) => isRevocation(response.request()));
        await cognito.clearFaults();
        await revoked;
      }
      if (operation === 'RespondToAuthChallenge') await watched.addProofs();
      await watched.addExponents();
      await watched.expectNothingLeft();
    });
  }
}

test('a code by SMS, wrong at first', async ({ app, cognito }) => {
  const watched = await WatchedApp.begin(app);
  const user = { UserPoolId: seed.userPoolId, Username: username };
  await cognito.userPools('AdminUpdateUserAttributes', {
    ...user,
    UserAttributes: [
      { Name: 'phone_number', Value: '+15555550123' },
      { Name: 'phone_number_verified', Value: 'true' },
    ],
  });
  await cognito.switchPool({ mfa: 'ON' });
  await cognito.userPools('AdminSetUserMFAPreference', { ...user, SMSMfaSettings: { Enabled: true } });
  await watched.signIn();
  const wrong = '739164';
  await expect(app.call('confirmSignIn', { challengeResponse: wrong })).rejects.toMatchObject({
    name: 'CodeMismatchException',
  });
  const code = await cognito.nextCode();
  expect(await app.call('confirmSignIn', { challengeResponse: code })).toStrictEqual(done);
  watched.needles.addText('the wrong code', wrong);
  watched.needles.addText('the code', code);
  await watched.addProofs();
  await watched.expectNothingLeft();
});

test('a code by e-mail instead of a password', async ({ app, cognito }) => {
  const watched = await WatchedApp.begin(app);
  await cognito.switchPool({ passwordless: true });
  await app.call('signIn', { username, options: { authFlowType: 'USER_AUTH', preferredChallenge: 'EMAIL_OTP' } });
  const code = await cognito.nextCode();
  expect(await app.call('confirmSignIn', { challengeResponse: code })).toStrictEqual(done);
  watched.needles.addText('the code', code);
  await watched.expectNothingLeft();
});

test('a required new password', async ({ app, cognito }) => {
  const [temporary, chosen] = ['Rt5-scarlet-Pelican-93', 'Mw3-orange-Leopard-27'];
  const watched = await WatchedApp.begin(app);
  await cognito.userPools('AdminCreateUser', {
    UserPoolId: seed.userPoolId,
    Username: 'invited',
    TemporaryPassword: temporary,
    UserAttributes: [{ Name: 'email', Value: 'invited@email.com' }],
    MessageAction: 'SUPPRESS',
  });
  await app.call('signIn', { username: 'invited', password: temporary });
  await expect(app.call('confirmSignIn', { challengeResponse: 'short' })).rejects.toMatchObject({
    name: 'InvalidPasswordException',
  });
  watched.needles.addText('the temporary password', temporary);
  await watched.addProofs(temporary);
  await watched.expectNothingLeft();
  expect(await app.call('confirmSignIn', { challengeResponse: chosen })).toStrictEqual(done);
  watched.needles.addText('the new password', chosen);
  await watched.expectNothingLeft();
});

test('custom challenges, with and without a proof of the password', async ({ app, cognito }) => {
  const watched = await WatchedApp.begin(app);
  await cognito.switchPool({ customChallenge: true });
  await watched.signIn({ authFlowType: 'CUSTOM_WITH_SRP' });
  const wrong = 'Kb2-silver-Walrus-66';
  await app.call('confirmSignIn', { challengeResponse: wrong });
  watched.needles.addText('the wrong answer', wrong);
  await watched.addProofs();
  await watched.expectNothingLeft();
});

test('a remembered device that proves itself', async ({ app, cognito }) => {
  const watched = await WatchedApp.begin(app);
  await cognito.switchPool({ devices: 'always' });
  expect(await watched.signIn()).toStrictEqual(done);
  const randomPassword = (await app.localStorage())[userKey('randomPasswordKey')] ?? '';
  expect(randomPassword).toHaveLength(56);
  watched.needles.addText("the device's password", randomPassword);
  watched.needles.addBytes("the device's password", Buffer.from(randomPassword, 'base64'));
  await watched.addProofs();
  await watched.expectNothingLeft();
  await app.call('signOut');
  expect(await watched.signIn()).toStrictEqual(done);
  const { operation, body } = (await cognito.requests()).at(-1) ?? {};
  expect([operation, body?.ChallengeName]).toEqual(['RespondToAuthChallenge', 'DEVICE_PASSWORD_VERIFIER']);
  await watched.addProofs();
  await watched.expectNothingLeft();
});
