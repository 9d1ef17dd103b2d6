/** Files of code are short enough to be read at once, whatever their language. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { it } from 'node:test';
import { inRoot } from '../../scripts/run/paths.mjs';

const MOST_LINES = 400;
const code = /\.(?:[cm]?[jt]sx?|rs|py|svelte|vue)$/;

it('no file of code has more than 400 lines', () => {
  const tracked = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: inRoot(),
    encoding: 'utf8',
  });
  // A file that was deleted is listed until the deletion is committed.
  const files = [...new Set(tracked.split('\0'))].filter((path) => code.test(path) && existsSync(inRoot(path)));
  assert.ok(files.length > 1000, `only ${files.length} files were found`);
  const tooLong = files
    .map((path) => ({ path, lines: readFileSync(inRoot(path), 'utf8').trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > MOST_LINES)
    .map(({ path, lines }) => `${path}: ${lines} lines; split it by subject`);
  assert.deepEqual(tooLong, []);
});
