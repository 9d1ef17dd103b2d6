/** The demo's "Call the API": who the API says one is, and how the request was signed. */
import { createHash } from 'node:crypto';
import { bringAxe, violations } from './axe.js';
import { type DemoPage, person } from './demo-page.js';
import { haveAccount } from './demo-person.js';
import { expect, test } from './fixtures.js';
import type { LocalCognito } from './local-cognito.js';

const answer = (demo: DemoPage) => demo.at('api-answer');

async function openSignedIn(demo: DemoPage, cognito: LocalCognito): Promise<void> {
  await haveAccount(cognito);
  await demo.open('sign-in');
  await demo.signIn();
  await demo.at('attribute-email').waitFor();
}

test.beforeEach(({ demo }) => demo.beginAt('api'));

test('calls the API as a guest before anybody has signed in', async ({ demo, cognito }) => {
  await cognito.allowGuests();
  await demo.open();
  await expect(demo.at('choice-user')).toBeHidden();
  await demo.at('choice-guest').click();
  await expect(answer(demo)).toContainText('200 OK');
  await expect(answer(demo)).toContainText('a guest');
  await expect(answer(demo)).toContainText('us-east-1:');
  await expect(demo.page.getByRole('status')).toContainText('You are: a guest.');
});

test('calls the API as the user, as a guest beside the user, and by the user’s token', async ({ demo, cognito }) => {
  await cognito.allowGuests();
  await openSignedIn(demo, cognito);
  await demo.at('choice-user').click();
  await expect(answer(demo)).toContainText('a signed-in user of the identity pool');
  const identityOf = async (): Promise<string | undefined> =>
    /us-east-1:[\da-f-]+/.exec(await answer(demo).innerText())?.[0];
  const user = await identityOf();
  await expect(demo.at('session-facts')).toContainText(String(user));

  await demo.at('choice-guest').click();
  await expect(answer(demo)).toContainText('a guest');
  expect(await identityOf()).not.toBe(user);

  await demo.at('choice-token').click();
  await expect(answer(demo)).toContainText(`${person.username}, by the access token`);
  await expect(demo.at('api-signing')).toHaveCount(0);
  // The guest beside the user has changed nothing of the user's session.
  await demo.page.reload();
  await expect(demo.at('account-username')).toHaveText(person.username);
  await expect(demo.at('session-facts')).toContainText(String(user));
});

test('shows the refusal of a request without a signature', async ({ demo }) => {
  await demo.open();
  await demo.at('choice-unsigned').click();
  await expect(answer(demo)).toContainText('403');
  await expect(answer(demo)).toContainText('Missing Authentication Token');
  await expect(answer(demo)).toContainText('unknown to the API');
});

test('shows the canonical request, the string to sign and the signature that was sent', async ({ demo, cognito }) => {
  await openSignedIn(demo, cognito);
  const sent = demo.page.waitForRequest((request) => request.url().includes('/_api/') && request.method() === 'POST');
  await demo.at('choice-user').click();
  const headers = (await sent).headers();
  await demo.at('api-signing').locator('summary').click();
  const canonical = await demo.at('api-canonical').innerText();
  expect(canonical).toMatch(/^POST\n\/_api\/iam\/prod\/items\n/);
  const body = createHash('sha256').update('{"item":"umbrella"}').digest('hex');
  expect(canonical).toMatch(new RegExp(`${body}$`));
  const toSign = await demo.at('api-string').innerText();
  expect(toSign).toMatch(/^AWS4-HMAC-SHA256\n\d{8}T\d{6}Z\n\d{8}\/us-east-1\/execute-api\/aws4_request\n[\da-f]{64}$/);
  const signature = await demo.at('api-signature').innerText();
  expect(headers.authorization?.endsWith(`Signature=${signature}`)).toBe(true);

  await demo.at('api-sent').locator('summary').click();
  const shown = await demo.at('api-sent').innerText();
  const withoutKey = (text = ''): string => text.replace(/Credential=[^/]+/, 'Credential=key');
  expect(withoutKey(shown)).toContain(`authorization: ${withoutKey(headers.authorization)}`);
  expect(shown).toContain(`x-amz-date: ${String(headers['x-amz-date'])}`);
});

test('shortens the session token and the access token, and shows no secret', async ({ demo, cognito }) => {
  await openSignedIn(demo, cognito);
  const secrets = await demo.page.evaluate(() =>
    Object.entries(localStorage)
      .filter(([key]) => /Token$/i.test(key))
      .map(([, value]) => String(value)),
  );
  await demo.page.route('**/_api/**', async (route) => {
    secrets.push(route.request().headers()['x-amz-security-token'] ?? 'secret-');
    await route.continue();
  });
  for (const way of ['user', 'token']) {
    await demo.at(`choice-${way}`).click();
    await demo.at('api-sent').locator('summary').click();
    await expect(demo.at('api-sent')).toContainText('authorization: ');
    const shown = await demo.page.content();
    for (const secret of [...secrets, 'ASIATEST', 'secret-']) expect(shown).not.toContain(secret);
    await expect(demo.at('api-secret')).not.toBeEmpty();
  }
  expect(secrets.length).toBeGreaterThan(4);
});

test('says that guest access is off, and how to turn it on', async ({ demo }) => {
  await demo.open();
  await demo.at('choice-guest').click();
  await expect(demo.at('error-call-api')).toContainText('Guest access is off');
  await expect(demo.at('error-call-api')).toContainText('update auth --guests');
  await expect(answer(demo)).toHaveCount(0);
});

test('says that the identity pool is missing, and still calls by token', async ({ demo, cognito }) => {
  await demo.page.route('**/amplifyconfiguration.json', async (route) => {
    const file = (await (await route.fetch()).json()) as {
      auth: { plugins: { awsCognitoAuthPlugin: { CredentialsProvider?: unknown } } };
    };
    delete file.auth.plugins.awsCognitoAuthPlugin.CredentialsProvider;
    await route.fulfill({ json: file });
  });
  await openSignedIn(demo, cognito);
  await expect(demo.at('api-missing')).toContainText('update auth --identity-pool --guests');
  await expect(demo.at('choice-guest')).toHaveCount(0);
  await expect(demo.at('choice-user')).toHaveCount(0);
  await demo.at('choice-token').click();
  await expect(answer(demo)).toContainText('200 OK');
});

test('forgets what the API has said when the user signs out', async ({ demo, cognito }) => {
  await openSignedIn(demo, cognito);
  await demo.at('choice-token').click();
  await expect(answer(demo)).toContainText(person.username);
  await demo.at('signout').click();
  await demo.at('signin-username').waitFor();
  await expect(demo.at('api-report')).toBeHidden();
  await expect(answer(demo)).toHaveCount(0);
  await expect(demo.at('choice-token')).toBeHidden();
});

test('signs again by the service’s clock when that of the page is wrong', async ({ demo, cognito }) => {
  await openSignedIn(demo, cognito);
  await demo.tab('break');
  await demo.at('clock-ahead').check();
  await demo.tab('api');
  await demo.at('choice-user').click();
  await expect(answer(demo)).toContainText('200 OK');
  await expect(answer(demo)).toContainText('the first signature was refused');
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing in the card in the ${colorScheme} theme, and it fits`, async ({ demo, cognito }) => {
    await bringAxe(demo.page);
    await demo.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await openSignedIn(demo, cognito);
    await demo.at('choice-user').click();
    for (const fold of ['api-body', 'api-sent', 'api-signing']) await demo.at(fold).locator('summary').click();
    for (const width of [1280, 375]) {
      await demo.page.setViewportSize({ width, height: 800 });
      expect(await violations(demo.page), `${String(width)} pixels`).toEqual([]);
      const scrolled = await demo.page.evaluate(() => document.documentElement.scrollWidth);
      expect(scrolled).toBeLessThanOrEqual(width);
    }
    await demo.at('signout').click();
    await demo.at('choice-guest').click();
    await expect(demo.at('error-call-api')).not.toBeEmpty();
    expect(await violations(demo.page), 'a guest who is refused').toEqual([]);
  });
