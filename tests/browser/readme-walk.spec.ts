/**
 * README's walk from nothing to a session, as it stands there: its commands at a terminal, then its code in a page, with what each says.
 * `RECORD=1` writes what they say into README.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { enter, inTerminal } from '../../cli/tests/support/at-terminal.js';
import { screenOf, textOf } from '../../cli/tests/support/screen.js';
import { expect, test } from './fixtures.js';
import { LocalCognito } from './local-cognito.js';
import { serveFiles } from './serve-files.mjs';

const document = new URL('../../README.md', import.meta.url);
const program = fileURLToPath(new URL('../../cli/bin/cognito-wasm.js', import.meta.url));

/** The address in README, and what begins a command. */
const usual = 'http://localhost:9229';
const prompt = '$ npx cognito-wasm ';

/** The commands of README are run by npx; AWS is not asked. */
const env = { npm_command: 'exec', AWS_PROFILE: '', AWS_ACCESS_KEY_ID: '', AWS_REGION: '', AWS_DEFAULT_REGION: '' };

/** Enter for each question. */
const answers: [string, string][] = [
  'Do you want to use the default authentication and security configuration?',
  'How do you want users to be able to sign in?',
  'Do you want to configure advanced settings?',
  'Are you sure you want to continue?',
].map((question) => [question, enter]);

/** Every run has its own ids. */
const withoutIds = (text: string): string =>
  text
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UUID')
    .replaceAll(/[0-9a-f]{8}/g, '0a1b2c3d')
    .replaceAll(/-[0-9a-f]{6}-/g, '-0a1b2c-');

/** Runs the local Cognito on a free port; the lines that it says. */
async function startLocal(): Promise<{ readonly running: ChildProcess; readonly lines: string[]; origin: string }> {
  const running = spawn(process.execPath, [program, 'local', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: running.stdout })) if (lines.push(line) === 2) break;
  const [, origin = ''] = /(http:\/\/localhost:\d+)/.exec(lines[0] ?? '') ?? [];
  return { running, lines, origin };
}

test('README’s walk adds auth, pushes, signs up, confirms, signs in, and has the session', async ({ page }) => {
  const folder = await mkdtemp(join(tmpdir(), 'walk-'));
  // An app with Vite.
  for (const name of ['src', 'public']) await mkdir(join(folder, name));
  const readme = await readFile(document, 'utf8');
  const [, section = ''] = /\n## From nothing to a session\n([^]*?)\n## /.exec(readme) ?? [];
  const blocks = Array.from(section.matchAll(/```console\n([^]*?)```/g), ([, text = '']) => text);
  const [, code = ''] = /```ts\n([^]*?)```/.exec(section) ?? [];
  const { running, lines, origin } = await startLocal();
  const said: string[] = [];
  for (const block of blocks) {
    const [line = ''] = block.split('\n');
    if (!line.startsWith(prompt)) continue;
    const command = line.slice(prompt.length);
    if (command === 'local') {
      said.push([line, ...lines, ''].join('\n'));
      continue;
    }
    const steps = command.startsWith('add') ? answers.slice(0, 3) : command.startsWith('push') ? answers.slice(3) : [];
    const { output, left, code } = await inTerminal(program, command.replace(usual, origin).split(' '), {
      cwd: folder,
      env,
      steps,
    });
    expect([code, left], output).toEqual([0, []]);
    said.push(`${line}\n${textOf(screenOf(output)).trimEnd()}\n`);
  }

  const site = await serveFiles({
    '/package/': new URL('../../dist/', import.meta.url),
    // Vite serves what is in `public` at the root, and its start page for what is not there.
    '/amplifyconfiguration.json': await readFile(join(folder, 'public', 'amplifyconfiguration.json'), 'utf8'),
    '/page.js': code,
    '/index.html': `<!doctype html><title>Walk</title><link rel="icon" href="data:," />
      <script type="importmap">{ "imports": { "cognito-wasm": "/package/index.js" } }</script>
      <script type="module" src="/page.js"></script>`,
  });
  const logged: string[] = [];
  page.on('console', (message) => {
    // Chromium logs failed requests itself.
    if (!message.text().startsWith('Failed to load resource')) logged.push(message.text());
  });
  page.on('pageerror', (error) => logged.push(String(error)));
  page.on('dialog', (dialog) => {
    void LocalCognito.at(origin)
      .nextCode('jane')
      .then((code) => dialog.accept(code));
  });
  await page.goto(site.origin);
  await expect.poll(() => logged.filter((line) => line.startsWith('Auth session')).length).toBe(2);
  said.push(logged.map((line) => `${line}\n`).join(''));
  await site.close();
  running.kill();
  await rm(folder, { recursive: true });

  const shown = said.map((text) => text.replaceAll(origin, usual));
  if (process.env['RECORD']) {
    const recorded = blocks.reduce((text, block, index) => text.replace(block, () => shown[index] ?? ''), readme);
    await writeFile(document, recorded);
    return;
  }
  expect(shown.map(withoutIds)).toEqual(blocks.map(withoutIds));
  expect(logged).toEqual([
    'Auth session = {"isSignedIn":false}',
    'Confirm signUp succeeded',
    'Sign in succeeded',
    expect.stringMatching(
      /^Auth session = \{"isSignedIn":true,"userSub":"[\da-f-]{36}","identityId":"us-east-1:[\da-f-]{36}"\}$/,
    ),
  ]);
});
