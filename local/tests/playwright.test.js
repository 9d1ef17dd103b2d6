/** The fixtures for Playwright, in Chromium. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const config = fileURLToPath(new URL('playwright/playwright.config.js', import.meta.url));

describe("Playwright's test with a local Cognito", () => {
  it('passes its own tests, in a browser', async () => {
    const command = require.resolve('@playwright/test/cli');
    const { stdout } = await run(process.execPath, [command, 'test', '--config', config]).catch((error) => error);
    assert.match(stdout, /\b8 passed\b/, stdout);
    assert.doesNotMatch(stdout, /failed|flaky|skipped/);
  });
});
