/**
 * `npm run check:reproducible`: builds the last commit in two folders with different names, and compares every byte of `dist/`.
 * It takes as long as two clean builds, so `.ci/run` only checks that the package names no folder of this machine.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run/command.mjs';
import { Failure } from './run/failure.mjs';
import { inRoot, toolsFolder } from './run/paths.mjs';
import { main, step } from './run/steps.mjs';
import { setUpBuild } from './setup/setup.mjs';
import { differences, digestsIn } from './reproducible/digests.mjs';

await main(async () => {
  await setUpBuild();
  const folder = mkdtempSync(join(tmpdir(), 'reproducible-'));
  try {
    const [first, second] = [join(folder, 'a'), join(folder, 'another', 'folder')];
    for (const place of [first, second]) await step(`build in ${place}`, () => buildIn(place));
    const digests = digestsIn(join(first, 'dist'));
    const found = differences(digests, digestsIn(join(second, 'dist')));
    if (found.length > 0) throw new Failure(`Two builds differ in:\n  ${found.join('\n  ')}`);
    console.log(`${digests.size} files are the same in both builds.`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** @param {string} place */
async function buildIn(place) {
  mkdirSync(place, { recursive: true });
  const archive = join(place, 'sources.tar');
  await run('git', ['archive', '--output', archive, 'HEAD']);
  await run('tar', ['-xf', archive, '-C', place]);
  rmSync(archive);
  // Both builds use the same tools.
  mkdirSync(join(place, 'target'));
  cpSync(toolsFolder, join(place, 'target', 'tools'), { recursive: true });
  symlinkSync(inRoot('node_modules'), join(place, 'node_modules'));
  await run(process.execPath, [join(place, 'scripts', 'build.mjs'), 'wasm', 'ts', 'bundles']);
  if (!existsSync(join(place, 'dist', 'index.js'))) throw new Failure(`Nothing was built in ${place}.`);
}
