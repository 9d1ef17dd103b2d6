/** A page whose `Object.prototype` is polluted; see `harness/pollution.js`. */
import { readFileSync } from 'node:fs';
import type { App } from './app.js';
import { expect } from './fixtures.js';
import { packageNames } from './polluted-names.js';

interface Pollution {
  recordReads(names: readonly string[], work: () => Promise<unknown>): Promise<{ noted: string[]; result: unknown }>;
  differencesWith(
    names: readonly string[],
    kind: string,
    config: unknown,
    replies: unknown,
    calls: string,
  ): Promise<{ expected: string; different: string[] }>;
}

declare global {
  var pollution: Pollution;
}

const script = readFileSync(new URL('./harness/pollution.js', import.meta.url), 'utf8');

/** Makes the page pollute itself from its own script, since everything happens in one call. */
export async function prepare(app: App): Promise<void> {
  await app.page.addInitScript(script);
}

const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool';

/** A token with a late expiry. */
function token(claims: object): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${encode({ alg: 'none' })}.${encode({ sub: 'sub', iss: issuer, exp: 4e9, iat: 1e9, ...claims })}.c2ln`;
}

const tokens = {
  AccessToken: token({ token_use: 'access', username: 'jane', client_id: 'client', origin_jti: 'o' }),
  IdToken: token({ token_use: 'id', 'cognito:username': 'jane', aud: 'client' }),
  ExpiresIn: 3600,
};
const replies = Object.fromEntries(
  Object.entries({
    proof: { __type: 'NotAuthorizedException', message: 'Incorrect username or password.' },
    InitiateAuth: { AuthenticationResult: { ...tokens, RefreshToken: 'refresh' }, ChallengeParameters: {} },
    GetTokensFromRefreshToken: { AuthenticationResult: tokens },
    GetUser: { Username: 'jane', UserAttributes: [{ Name: 'email', Value: 'jane@example.com' }] },
    RevokeToken: {},
    GetId: { IdentityId: 'eu-west-1:i' },
    GetCredentialsForIdentity: {
      IdentityId: 'eu-west-1:i',
      Credentials: { AccessKeyId: 'ASIA', SecretKey: 'secret', SessionToken: 'session', Expiration: 4e9 },
    },
    token: {
      access_token: tokens.AccessToken,
      id_token: tokens.IdToken,
      refresh_token: 'refresh',
      token_type: 'Bearer',
      expires_in: 3600,
    },
  }).map(([operation, reply]) => [operation, JSON.stringify(reply)]),
);

/** How many names are tried in one page. */
const namesOfPage = 60;

/** What the names have. */
export const pollutionKinds = ['text', 'object', 'function'] as const;

/** Makes a round's calls with each name, and returns what was different, and what happened without pollution. */
export async function differences(
  app: App,
  kind: (typeof pollutionKinds)[number],
  calls: 'sessions' | 'credentials',
  settings: object,
): Promise<{ readonly different: string[]; readonly expected: string }> {
  const config = {
    Auth: { Cognito: { userPoolId: 'eu-west-1_Pool', userPoolClientId: 'client', ...settings } },
  };
  // With a function as `then`, every object is a promise that never settles, also for the platform.
  const names = packageNames.filter((name) => kind !== 'function' || name !== 'then');
  expect(names.length).toBeGreaterThan(200);
  // Every instance of a page hears of the others' sign-ins, so each page makes a few of them only.
  const different: string[] = [];
  let expected = '';
  for (let first = 0; first < names.length; first += namesOfPage) {
    await app.open();
    const found = await app.page.evaluate(
      ([given, how, resources, answers, round]) =>
        globalThis.pollution.differencesWith(given, how, resources, answers, round),
      [names.slice(first, first + namesOfPage), kind, config, replies, calls] as const,
    );
    different.push(...found.different);
    expected = found.expected;
  }
  return { different, expected };
}
