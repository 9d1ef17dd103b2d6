import { readFileSync } from 'node:fs';
import { attempt } from '../run/command.mjs';
import { Failure } from '../run/failure.mjs';
import { printLine } from '../run/output.mjs';
import { inRoot, toolPath } from '../run/paths.mjs';
import { upToDate } from '../run/steps.mjs';
import { buildCargoTool } from './cargo-tool.mjs';

/** Builds the wasm-bindgen command of the very version that the crate uses: the two must match. */
export async function installWasmBindgen() {
  const version = lockedVersion();
  const found = await attempt(toolPath('wasm-bindgen'), ['--version'], { quiet: true });
  if (found.output.trim() === `wasm-bindgen ${version}`) return upToDate;

  printLine(`  Building wasm-bindgen ${version}, once for this checkout; this takes a few minutes.`);
  const built = await buildCargoTool({ folder: 'scripts/setup/wasm-bindgen' });
  if (!built.succeeded) throw new Failure('wasm-bindgen could not be built: see the output of cargo above.');
  return undefined;
}

function lockedVersion() {
  const lock = readFileSync(inRoot('Cargo.lock'), 'utf8');
  const version = /^name = "wasm-bindgen"\nversion = "(.+)"$/m.exec(lock)?.[1];
  if (version === undefined) throw new Failure('Cargo.lock does not name wasm-bindgen.');
  return version;
}
