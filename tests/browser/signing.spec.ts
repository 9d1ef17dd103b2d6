/** Signed requests in a page: what is sent with the session's credentials and tokens. */
import type { App } from './app.js';
import { expect, test } from './fixtures.js';
import { storedTokens } from './signed-in.js';

const api = 'http://localhost:9230/prod/items';

/** Answers as an API on another origin, and records the headers of each request. */
async function recordRequests(app: App, statuses: number[] = []): Promise<Record<string, string>[]> {
  const sent: Record<string, string>[] = [];
  await app.page.route(`${api}**`, async (route) => {
    const headers = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };
    const allowed = { ...headers, 'access-control-allow-headers': 'authorization,x-amz-date,x-amz-security-token' };
    if (route.request().method() === 'OPTIONS') {
      await route.fulfill({ status: 204, headers: allowed });
      return;
    }
    sent.push(await route.request().allHeaders());
    const status = statuses.shift() ?? 200;
    const body = status === 200 ? '{}' : '{"message":"The security token included in the request is expired"}';
    await route.fulfill({ status, body, headers });
  });
  return sent;
}

const fetchSigned = (app: App, options: object): Promise<number> =>
  app.page.evaluate(async ([url, given]) => (await harness.library.signedFetch(url, {}, given)).status, [
    api,
    options,
  ] as const);

const signed = { service: 'execute-api', region: 'us-east-1' };

test('a request is signed with the credentials of the session, and once more with new ones if they have expired', async ({
  app,
}) => {
  await app.beginSignedIn();
  const sent = await recordRequests(app, [403]);
  expect(await fetchSigned(app, signed)).toBe(200);
  const keys = sent.map(({ authorization }) => /Credential=(\w+)/.exec(authorization ?? '')?.[1]);
  expect(keys).toHaveLength(2);
  expect(keys[0]).not.toBe(keys[1]);
  const { credentials } = (await app.session()) as { readonly credentials: { readonly accessKeyId: string } };
  expect(keys[1]).toBe(credentials.accessKeyId);
});

test('a token is sent as it is', async ({ app }) => {
  await app.beginSignedIn();
  const sent = await recordRequests(app);
  await fetchSigned(app, { authMode: 'userPool' });
  await fetchSigned(app, { authMode: 'idToken' });
  const { accessToken, idToken } = await storedTokens(app);
  expect(sent.map(({ authorization }) => authorization)).toEqual([accessToken, idToken]);
});

test('nothing is sent while nobody is signed in and guest access is off', async ({ app }) => {
  await app.begin();
  const sent = await recordRequests(app);
  const refused = app.page.evaluate(
    ([url, given]) => harness.library.signedFetch(url, {}, given).catch((error: Error) => error.name),
    [api, signed] as const,
  );
  expect(await refused).toBe('NotAuthorizedException');
  expect(sent).toEqual([]);
});
