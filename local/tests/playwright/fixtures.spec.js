/** An app whose pages ask AWS, and a local Cognito at another port. */
import { SEED } from '../../src/index.js';
import { expect, test } from '../../src/playwright.js';

const AWS = 'https://cognito-idp.us-east-1.amazonaws.com/';
const LOCAL = 'http://localhost:9229/';
const PREFIX = `CognitoIdentityServiceProvider.${SEED.webClientId}`;

/** The page of the app, whose server is not needed. */
const open = async (page) => {
  await page.route('http://app.localhost:1/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>App</title>' }),
  );
  await page.goto('/');
};

/** What a page gets from an operation. */
const call = (page, address, operation, input) =>
  page.evaluate(
    async ([url, target, body]) => {
      const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target };
      const response = await fetch(url, { method: 'POST', headers, body });
      return { status: response.status, type: response.headers.get('x-amzn-errortype'), body: await response.json() };
    },
    [address, `AWSCognitoIdentityProviderService.${operation}`, JSON.stringify(input)],
  );

const userOf = async (page, address) => {
  const AccessToken = await page.evaluate((prefix) => {
    const username = localStorage.getItem(`${prefix}.LastAuthUser`);
    return localStorage.getItem(`${prefix}.${username}.accessToken`);
  }, PREFIX);
  return (await call(page, address, 'GetUser', { AccessToken })).body.Username;
};

test('a page has no session, and what it asks AWS or the usual address arrives', async ({ page, cognito }) => {
  await open(page);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  const signUp = {
    ClientId: SEED.webClientId,
    Username: 'bo',
    Password: 'Password123',
    UserAttributes: [{ Name: 'email', Value: 'bo@example.com' }],
  };
  expect((await call(page, AWS, 'SignUp', signUp)).status).toBe(200);
  const refused = await call(page, LOCAL, 'SignUp', signUp);
  expect([refused.status, refused.type]).toEqual([400, 'UsernameExistsException:']);
  const [{ code }] = cognito.cognito.outbox.messages('bo');
  const confirmation = { ClientId: SEED.webClientId, Username: 'bo', ConfirmationCode: code };
  expect((await call(page, LOCAL, 'ConfirmSignUp', confirmation)).status).toBe(200);
});

test('an app with another pool than that of the server is named a way out', async ({ page }) => {
  await open(page);
  const hints = [];
  const { warn } = console;
  console.warn = (text) => hints.push(text);
  const outcome = await call(page, AWS, 'SignUp', {
    ClientId: '1of4another5pool',
    Username: 'bo',
    Password: 'Password123',
  });
  // A user who is missing is nothing of that kind.
  await call(page, AWS, 'ForgotPassword', { ClientId: SEED.webClientId, Username: 'nobody' });
  console.warn = warn;
  expect(outcome.type).toBe('ResourceNotFoundException:');
  expect(hints).toHaveLength(1);
  expect(hints[0]).toMatch(/1of4another5pool does not exist\. .*cognitoOptions: \{ configFiles: \[/);
});

test('the server is as at the start in the next test', async ({ cognito }) => {
  expect(cognito.cognito.dump().users.map(({ username }) => username)).toEqual(['jane']);
});

test('a fault loses the reply', async ({ page, cognito }) => {
  await open(page);
  cognito.cognito.faults.add({ kind: 'drop', operation: '*', times: 1 });
  await expect(call(page, AWS, 'GetUser', { AccessToken: 'x' })).rejects.toThrow(/Failed to fetch/);
});

test('signedInPage has a session of the user, beside a page that has none', async ({ page, signedInPage }) => {
  const jane = await signedInPage('jane');
  await open(jane);
  expect(await userOf(jane, AWS)).toBe('jane');
  await open(page);
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});

test('signedInPage has a session where an app looks that has the configuration of the server', async ({
  signedInPage,
}) => {
  const jane = await signedInPage('jane');
  await open(jane);
  const names = await jane.evaluate(async (address) => {
    const { auth } = await (await fetch(`${address}amplifyconfiguration.json`)).json();
    const { AppClientId } = auth.plugins.awsCognitoAuthPlugin.CognitoUserPool.Default;
    return [AppClientId, localStorage.getItem(`CognitoIdentityServiceProvider.${AppClientId}.LastAuthUser`)];
  }, LOCAL);
  expect(names).toEqual([SEED.nativeClientId, 'jane']);
});

test('signedInPage names an unknown user', async ({ signedInPage }) => {
  await expect(signedInPage('nobody')).rejects.toThrow(/There is no user "nobody" .* There are jane\./);
});

test.describe('with signedInAs', () => {
  test.use({ signedInAs: 'jane' });

  test('every page has a session of the user', async ({ page, cognito }) => {
    await open(page);
    expect(await userOf(page, LOCAL)).toBe('jane');
    expect(cognito.cognito.journal.entries().map(({ operation }) => operation)).toEqual(['GetUser']);
  });
});
