import { readFileSync } from 'node:fs';
import { attempt } from '../run/command.mjs';
import { Failure } from '../run/failure.mjs';
import { printLine } from '../run/output.mjs';
import { inRoot, toolPath, toolsFolder } from '../run/paths.mjs';
import { upToDate } from '../run/steps.mjs';

/** These tools have little to do: to build them with optimisations takes longer than it ever saves. */
const quickBuild = { CARGO_PROFILE_RELEASE_OPT_LEVEL: '0' };

/** Builds the wasm-bindgen command of the very version that the crate uses: the two must match. */
export async function installWasmBindgen() {
  const version = lockedVersion();
  const found = await attempt(toolPath('wasm-bindgen'), ['--version'], { quiet: true });
  if (found.output.trim() === `wasm-bindgen ${version}`) return upToDate;

  printLine(`  Building wasm-bindgen ${version}, once for this checkout; this takes a few minutes.`);
  const install = ['install', 'wasm-bindgen-cli', '--version', `=${version}`, '--root', toolsFolder];
  const binaries = ['--bin', 'wasm-bindgen', '--bin', 'wasm-bindgen-test-runner', '--force'];
  for (const lock of [['--locked'], []]) {
    // Without --locked the newest compatible dependencies do as well, should a locked one be out of reach.
    if ((await attempt('cargo', [...install, ...binaries, ...lock], { env: quickBuild })).succeeded) return undefined;
  }
  throw new Failure(`wasm-bindgen could not be built: cargo ${install.join(' ').replace(inRoot(), '')}`);
}

function lockedVersion() {
  const lock = readFileSync(inRoot('Cargo.lock'), 'utf8');
  const version = /^name = "wasm-bindgen"\nversion = "(.+)"$/m.exec(lock)?.[1];
  if (version === undefined) throw new Failure('Cargo.lock does not name wasm-bindgen.');
  return version;
}
