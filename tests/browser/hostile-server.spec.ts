import { getDiffieHellman } from 'node:crypto';
import type { Reply } from './app.js';
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';

/** The group's prime, 3072 bits (RFC 3526, group 15). */
const N = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);

/** Bad values for members of the challenge. */
const challenges: readonly (readonly [what: string, change: Record<string, string | undefined>, error?: string])[] = [
  ['B = 0', { SRP_B: '0' }],
  ['B = N', { SRP_B: N.toString(16) }],
  ['B = 2 N', { SRP_B: (2n * N).toString(16) }],
  ['a B longer than N', { SRP_B: 'f'.repeat(1000) }],
  ['an empty B', { SRP_B: '' }],
  ['no B', { SRP_B: undefined }],
  ['a B that is not hexadecimal', { SRP_B: 'xyz' }],
  ['a negative B', { SRP_B: '-1' }],
  ['an empty salt', { SALT: '' }],
  ['no salt', { SALT: undefined }],
  ['a salt that is not hexadecimal', { SALT: '0x12 ' }],
  ['a secret block that is not base64', { SECRET_BLOCK: '***' }],
  ['no secret block', { SECRET_BLOCK: undefined }],
  ['no user', { USER_ID_FOR_SRP: undefined }, 'EmptyUserIdForSRPException'],
];

for (const [what, change, name = 'InvalidSRPChallengeException'] of challenges) {
  test(`a challenge with ${what} is never answered`, async ({ app, cognito }) => {
    await app.begin();
    await app.register();
    await app.alterReplies('InitiateAuth', (reply) => ({
      ...reply,
      ChallengeParameters: { ...(reply.ChallengeParameters as Reply), ...change },
    }));
    await cognito.clearJournal();
    await expect(app.signIn()).rejects.toMatchObject({
      name,
      category: 'service',
      retryable: false,
      isAuthError: true,
    });
    expect(await cognito.operations()).toEqual(['InitiateAuth']);
    expect(await app.localStorage()).toEqual({});
    expect(await app.sessionStorage()).toEqual({});

    // The module still works.
    await app.page.unrouteAll();
    expect(await app.signIn()).toMatchObject({ isSignedIn: true });
  });
}

test('an unknown challenge ends the sign-in', async ({ app }) => {
  await app.begin();
  await app.register();
  await app.alterReplies('InitiateAuth', () => ({ ChallengeName: 'NEW_IDEA', Session: 's', ChallengeParameters: {} }));
  await expect(app.signIn()).rejects.toMatchObject({ name: 'SignInException', category: 'invalidState' });
  expect(await app.sessionStorage()).toEqual({});
});

for (const [what, result] of [
  ['no access token', {}],
  ['an access token that is not a JWT', { AccessToken: 'a.b' }],
  ['an access token whose claims are not JSON', { AccessToken: 'a.bm9wZQ.c' }],
] as const) {
  test(`a sign-in fails if the reply has ${what}`, async ({ app }) => {
    await app.begin();
    await app.register();
    await app.alterReplies('RespondToAuthChallenge', () => ({ AuthenticationResult: result }));
    await expect(app.signIn()).rejects.toMatchObject({ name: 'InvalidTokens', isAuthError: true });
    expect(await app.localStorage()).toEqual({});
    expect(await app.authEvents()).toEqual([]);
  });
}

test('errors never contain the password', async ({ app }) => {
  await app.begin();
  await app.register();
  for (const change of [{ SRP_B: '0' }, { SECRET_BLOCK: '***' }]) {
    await app.alterReplies('InitiateAuth', (reply) => ({
      ...reply,
      ChallengeParameters: { ...(reply.ChallengeParameters as Reply), ...change },
    }));
    const error = await app.signIn().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    // JSON does not include the message of an error.
    expect(JSON.stringify([error, (error as Error).message])).not.toContain(person.password);
  }
});
