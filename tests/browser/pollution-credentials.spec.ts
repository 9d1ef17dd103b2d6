/** AWS credentials, federation and signed requests in a page whose `Object.prototype` is polluted. */
import { expect, test } from './fixtures.js';
import { person } from './person.js';
import { allNames } from './polluted-names.js';
import { differences, pollutionKinds, prepare } from './pollution.js';
import { loginProvider } from './signed-in.js';

// Thousands of calls, one after the other.
test.describe.configure({ timeout: 300_000 });

test('names in Object.prototype are never read, also not by the platform', async ({ app, cognito }) => {
  await prepare(app);
  await app.begin(cognito.resourcesConfig());
  await app.register();
  const { username, password } = person;
  const { noted, result } = await app.page.evaluate(
    ([names, settings, user, provider, origin]) =>
      globalThis.pollution.recordReads(names, async () => {
        const { library } = harness;
        const outcomes: [string, unknown][] = [];
        const note = async (name: string, work: () => unknown): Promise<void> => {
          const error = await Promise.resolve()
            .then(work)
            .then(
              () => undefined,
              (reason: unknown) => (reason as Error).name,
            );
          outcomes.push([name, error]);
        };
        const url = `${origin}/_api/iam/prod/items`;
        const s3 = `${origin}/_api/s3/photos/sea%20(1).txt`;
        const api = { service: 'execute-api', region: 'us-east-1' };
        await note('configure', () =>
          library.Amplify.configure(settings as never, { credentials: { cache: 'session' } }),
        );
        await note('signIn', () => library.signIn(user));
        await note('credentialsProvider', () => library.credentialsProvider()());
        await note('getIdentityId', () => library.getIdentityId());
        await note('signRequest', () => library.signRequest({ url, method: 'POST', body: '{}', ...api }));
        await note('presignUrl', () =>
          library.presignUrl({ url: s3, expiresIn: 60, service: 's3', region: 'us-east-1' }),
        );
        const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'own' };
        await note('signRequest with own credentials', () => library.signRequest({ url, credentials, ...api }));
        await note('signedFetch', () => library.signedFetch(url, { method: 'POST', body: '{}' }, api));
        await note('signedFetch with a token', () => library.signedFetch(url, {}, { authMode: 'userPool' }));
        await note('signedFetch of a wrong address', () => library.signedFetch('http://api.example.com/', {}, api));
        await note('getEscapeHatch', () => library.getEscapeHatch().cognitoIdentityProvider.send('GetUser', {}));
        await note('invalidateCachedCredentials', () => library.invalidateCachedCredentials());
        await note('getIdentityId again', () => library.getIdentityId({ forceRefresh: true }));
        const token = await library.getIdToken();
        await note('federate while signed in', () => library.federateToIdentityPool({ provider, token }));
        await note('signOut', () => library.signOut());
        await note('federateToIdentityPool', () => library.federateToIdentityPool({ provider, token }));
        await note('fetchAuthSession', () => library.fetchAuthSession());
        await note('clearFederationToIdentityPool', () => library.clearFederationToIdentityPool());
        await note('again', () => library.clearFederationToIdentityPool());
        return outcomes;
      }),
    [allNames, cognito.resourcesConfig(), { username, password }, loginProvider, cognito.origin] as const,
  );
  const failures = (result as [string, unknown][]).filter(([, error]) => error !== undefined);
  expect(failures).toEqual([
    ['signedFetch of a wrong address', 'InvalidParameterException'],
    ['getEscapeHatch', 'InvalidParameterException'],
    ['federate while signed in', 'InvalidStateException'],
    ['again', 'InvalidStateException'],
  ]);
  // The language itself reads `then` of every value that a promise is resolved with.
  expect(noted.filter((note) => note !== 'read then')).toEqual([]);
});

for (const kind of pollutionKinds) {
  test(`names in Object.prototype with ${kind} do not change any request or result`, async ({ app }) => {
    await prepare(app);
    const { different, expected } = await differences(app, kind, 'credentials', { identityPoolId: 'eu-west-1:pool' });
    expect(different).toEqual([]);
    // The round without pollution must be complete.
    for (const part of ['AWS4-HMAC-SHA256', 'X-Amz-Signature=', 'ASIA', 'accounts.google.com', 'InvalidStateException'])
      expect(expected).toContain(part);
  });
}
