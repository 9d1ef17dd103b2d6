/** Tools are built from a lock file, or not at all. */
import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { filesIn } from '../../scripts/run/files.mjs';
import { inRoot } from '../../scripts/run/paths.mjs';
import { buildCargoTool } from '../../scripts/setup/cargo-tool.mjs';

describe('a tool', () => {
  const path = process.env.PATH;
  /** @type {string} */
  let folder;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cargo-'));
    // A cargo that notes how it was called, and fails.
    await writeFile(join(folder, 'cargo'), `#!/bin/sh\necho "$*" >> '${join(folder, 'calls')}'\nexit 1\n`);
    await chmod(join(folder, 'cargo'), 0o755);
    process.env.PATH = `${folder}${delimiter}${path}`;
  });
  afterEach(async () => {
    process.env.PATH = path;
    await rm(folder, { recursive: true });
  });

  it('is built with locked dependencies once, and not with others when that fails', async () => {
    const { succeeded } = await buildCargoTool('a-tool', '1.2.3', { binaries: ['a'], quiet: true });
    assert.equal(succeeded, false);
    const calls = (await readFile(join(folder, 'calls'), 'utf8')).trim().split('\n');
    assert.equal(calls.length, 1);
    assert.match(calls[0] ?? '', /^install a-tool --version =1\.2\.3 --locked .*--bin a$/);
  });

  it('is built in no other way', async () => {
    for (const file of filesIn('scripts').filter((name) => name !== 'scripts/setup/cargo-tool.mjs')) {
      assert.doesNotMatch(await readFile(inRoot(file), 'utf8'), /'cargo',\s*\[[^\]]*'install'|= \['install'/, file);
    }
  });
});
