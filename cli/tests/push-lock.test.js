// Two pushes of one project at once: the second says who pushes, and changes nothing.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { spawnSync } from 'node:child_process';
import { CliError } from '../src/errors.js';
import { fakeEngine } from './support/fake-engine.js';
import { filesOf } from './support/folder.js';
import { projectWithAuth } from './support/project.js';
import { command } from './support/run.js';

const lockOf = (cwd) => join(cwd, 'amplify', '.config', 'local-push.lock');

/** Leaves a lock as another push would. */
const locked = (cwd, lock) => writeFileSync(lockOf(cwd), typeof lock === 'string' ? lock : JSON.stringify(lock));

const other = { host: hostname(), since: '2026-01-02T03:04:05.678Z' };

test('a second push says that the first is running, changes nothing and ends with 1', async () => {
  const cwd = projectWithAuth();
  const seen = [];
  const engine = fakeEngine({
    beforeStep: async (resource) => {
      if (resource !== 'UserPoolClientWeb') return;
      const before = filesOf(cwd);
      seen.push(await command('push --yes', { cwd }));
      seen.push(await command('push --yes --endpoint http://localhost:9229', { cwd }));
      assert.deepEqual(filesOf(cwd), before);
    },
  });
  const first = await command('push --yes', { cwd, services: { engine } });
  assert.equal(first.code, 0, first.errors);
  assert.equal(seen.length, 2);
  for (const { code, output, errors } of seen) {
    assert.deepEqual([code, output], [1, '']);
    const who = `process ${process.pid}, since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC`;
    assert.match(
      errors,
      new RegExp(`^Error: Another push of this project is running \\(${who}\\)\\. Push again when it has ended\\.\\n$`),
    );
  }
  assert.match((await command('push --yes', { cwd })).output, /^No changes/);
});

test('a push that fails leaves no lock', async () => {
  const cwd = projectWithAuth();
  const engine = {
    ...fakeEngine(),
    plan: async () => {
      throw new CliError('No.');
    },
  };
  await command('push --yes', { cwd, services: { engine } });
  assert.equal(filesOf(cwd)['amplify/.config/local-push.lock'], undefined);
  assert.equal((await command('push --yes', { cwd })).code, 0);
});

test('the lock of a process that has ended is taken over', async () => {
  const cwd = projectWithAuth();
  const { pid } = spawnSync(process.execPath, ['--version']);
  locked(cwd, { ...other, process: pid });
  const { code, errors } = await command('push --yes', { cwd });
  assert.equal(code, 0, errors);
  assert.equal(filesOf(cwd)['amplify/.config/local-push.lock'], undefined);
});

test('so is that of an earlier process whose number another one has now', async () => {
  for (const number of [process.pid, process.ppid]) {
    const cwd = projectWithAuth();
    locked(cwd, { ...other, process: number, birth: '1' });
    const isKnown = number === process.pid || process.platform === 'linux';
    assert.equal((await command('push --yes', { cwd })).code, isKnown ? 0 : 1);
  }
});

for (const [what, lock, who] of [
  [
    'another machine',
    { ...other, host: 'elsewhere', process: 7 },
    ' (process 7 on elsewhere, since 2026-01-02 03:04:05 UTC)',
  ],
  ['nobody, as one that is just being written', '', ''],
  ['something else', '{"process":-1}', ''],
]) {
  test(`the lock of ${what} counts, and the message says how to go on without it`, async () => {
    const cwd = projectWithAuth();
    locked(cwd, lock);
    const { code, errors } = await command('push --yes', { cwd });
    assert.equal(code, 1);
    assert.equal(
      errors,
      `Error: Another push of this project is running${who}. Push again when it has ended. If there is none, delete amplify/.config/local-push.lock.\n`,
    );
    assert.equal(readFileSync(lockOf(cwd), 'utf8'), typeof lock === 'string' ? lock : JSON.stringify(lock));
  });
}

test('a project whose lock cannot be written is not pushed', async () => {
  const cwd = projectWithAuth();
  mkdirSync(lockOf(cwd));
  const { code, output } = await command('push --yes', { cwd });
  assert.deepEqual([code, output], [1, '']);
});
