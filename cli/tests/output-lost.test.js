// Nobody takes what a command says: a pipe is closed, or a disk is full. The work under way goes on.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Project } from '../src/project/project.js';
import { filesOf } from './support/folder.js';
import { projectWithAuth } from './support/project.js';

const program = fileURLToPath(new URL('support/fake-program.js', import.meta.url));
const isMissing = !existsSync('/dev/full') && 'there is no /dev/full';

/** Runs a command whose output goes to the given place. */
async function run(line, cwd, output, errors = 'pipe') {
  const child = spawn(process.execPath, [program, ...line.split(' ')], { cwd, stdio: ['ignore', output, errors] });
  // The reader leaves before the first line.
  child.stdout?.destroy();
  const parts = [];
  child.stderr?.on('data', (part) => parts.push(part));
  const [code] = await once(child, 'close');
  return { code, errors: Buffer.concat(parts).toString('utf8') };
}

const isPushed = (cwd) =>
  Project.find(cwd).pushed().backend !== undefined && filesOf(cwd)['amplifyconfiguration.json'] !== undefined;

test('a push goes on to its end though the reader of its output has left', async () => {
  const cwd = projectWithAuth();
  assert.deepEqual(await run('push --yes', cwd, 'pipe'), { code: 0, errors: '' });
  assert.ok(isPushed(cwd));
});

test('a push that nobody hears says with its code whether it failed', async () => {
  const { code, errors } = await run('push', projectWithAuth(), 'pipe');
  assert.equal(code, 2);
  assert.match(errors, /^Error: --yes is missing/);
});

test('output that cannot be written is told in one line, and the code is 1', { skip: isMissing }, async () => {
  for (const line of ['status', 'push --yes', '--help']) {
    const cwd = projectWithAuth();
    const { code, errors } = await run(line, cwd, openSync('/dev/full', 'w'));
    assert.deepEqual([code, errors], [1, 'Error: Standard output cannot be written: the disk is full.\n'], line);
    assert.equal(isPushed(cwd), line === 'push --yes');
  }
});

test('warnings and errors that cannot be written end no push', { skip: isMissing }, async () => {
  const cwd = projectWithAuth();
  const full = openSync('/dev/full', 'w');
  assert.equal((await run('push', cwd, full, full)).code, 2);
  assert.equal((await run('push --yes', cwd, full, full)).code, 1);
  assert.ok(isPushed(cwd));
});
