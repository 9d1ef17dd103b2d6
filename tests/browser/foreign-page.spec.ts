/** The local Cognito and pages of other machines, whose names resolve to this machine as an attacker's DNS could do. */
import { launchOptions } from '../../scripts/suites/chromium.mjs';
import { expect, test } from './fixtures.js';
import { serveFiles } from './serve-files.mjs';

const options = await launchOptions();
test.use({ launchOptions: { ...options, args: [...options.args, '--host-resolver-rules=MAP *.test 127.0.0.1'] } });

/** What a page sees of a reply. */
async function answer(url: string): Promise<{ status: number; text: string } | string> {
  try {
    const response = await fetch(url, { method: url.endsWith('reset') ? 'POST' : 'GET' });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    return String(error);
  }
}

test('a page of another machine gets an error that names the option it needs', async ({ page, cognito }) => {
  const site = await serveFiles({ '/': '<!doctype html><title>A page</title>', '/index.html': '<!doctype html>' });
  const { port } = new URL(site.origin);
  await cognito.userPools('ListUserPools', { MaxResults: 1 });
  await page.goto(`http://evil.test:${port}/index.html`);
  const refused = expect.objectContaining({
    status: 403,
    text: expect.stringContaining(`--allow-origin http://evil.test:${port}`),
  });
  for (const path of ['/_test/reset', '/_test/outbox', '/_test/journal', '/']) {
    expect(await page.evaluate(answer, `${cognito.origin}${path}`)).toEqual(refused);
  }
  // CORS does not apply to forms and frames.
  await page.setContent(`<iframe src="${cognito.origin}/" title="mailbox"></iframe>
    <form method="post" action="${cognito.origin}/_test/reset" enctype="text/plain"></form>`);
  expect(await page.frames()[1]?.locator('body').textContent()).not.toContain('Mailbox');
  const posted = page.waitForResponse(`${cognito.origin}/_test/reset`);
  await page.evaluate('document.forms[0].submit()');
  expect((await posted).status()).toBe(403);
  expect(await cognito.operations()).toEqual(['ListUserPools']);
  await site.close();
});

test('a name of another machine that resolves to this one gets no reply', async ({ page, cognito }) => {
  const { port } = new URL(cognito.origin);
  const response = await page.goto(`http://evil.test:${port}/`);
  expect(response?.status()).toBe(403);
  expect(await page.evaluate(answer, '/_test/outbox')).toEqual(
    expect.objectContaining({ status: 403, text: expect.stringContaining('--allow-host evil.test') }),
  );
});

test('a page of this machine gets replies, under any of its names', async ({ page, cognito, harness }) => {
  for (const host of ['localhost', '127.0.0.1', 'app.localhost']) {
    await page.goto(harness.replace('localhost', host) + '/blank.html');
    expect(await page.evaluate(answer, `${cognito.origin}/_test/outbox`)).toEqual({ status: 200, text: '[]' });
  }
});
