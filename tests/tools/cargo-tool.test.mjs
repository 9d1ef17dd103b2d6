/** Tools are built from a lock file, or not at all. */
import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { filesIn } from '../../scripts/run/files.mjs';
import { inRoot, toolsFolder } from '../../scripts/run/paths.mjs';
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

  for (const [source, what] of /** @type {const} */ ([
    [{ crate: 'a-tool', version: '1.2.3' }, 'a-tool --version =1.2.3 --locked '],
    [{ folder: 'a/folder' }, `--path ${inRoot('a/folder')} --target-dir `],
  ]))
    it(`is built with locked dependencies once, and not with others when that fails: ${what}`, async () => {
      const { succeeded } = await buildCargoTool(source, { quiet: true });
      assert.equal(succeeded, false);
      const calls = (await readFile(join(folder, 'calls'), 'utf8')).trim().split('\n');
      assert.equal(calls.length, 1);
      assert.ok(calls[0]?.startsWith(`install ${what}`), calls[0]);
      assert.ok(calls[0]?.split(' ').includes('--locked'));
    });

  it('is built with its folder in PATH, so that cargo does not tell people to add it', async () => {
    const cargo = join(folder, 'cargo');
    await writeFile(cargo, `#!/bin/sh\necho "$PATH" > '${join(folder, 'path')}'\n`);
    await chmod(cargo, 0o755);
    const { succeeded } = await buildCargoTool({ folder: 'a/folder' }, { quiet: true });
    assert.equal(succeeded, true);
    const searched = (await readFile(join(folder, 'path'), 'utf8')).trim().split(delimiter);
    assert.ok(searched.includes(join(toolsFolder, 'bin')));
    assert.equal(searched[0], folder);
  });

  it('is built in no other way', async () => {
    for (const file of filesIn('scripts').filter((name) => name !== 'scripts/setup/cargo-tool.mjs')) {
      assert.doesNotMatch(await readFile(inRoot(file), 'utf8'), /'cargo',\s*\[[^\]]*'install'|= \['install'/, file);
    }
  });
});
