import { existsSync } from 'node:fs';
import { attempt, run } from '../run/command.mjs';
import { Failure } from '../run/failure.mjs';
import { upToDate } from '../run/steps.mjs';

export const wasmTarget = 'wasm32-unknown-unknown';

/** Checks for Rust and adds the standard library for WebAssembly. */
export async function installRustTarget() {
  const folder = await attempt('rustc', ['--print', 'target-libdir', '--target', wasmTarget], { quiet: true });
  if (!folder.succeeded) throw new Failure('Rust is missing: install its stable toolchain from https://rustup.rs.');
  if (existsSync(folder.output.trim())) return upToDate;
  await run('rustup', ['target', 'add', wasmTarget], {
    otherwise: `Rust's ${wasmTarget} target is missing: install Rust with https://rustup.rs, or the target by hand.`,
  });
  return undefined;
}

/** The version of the compiler, in one line. */
export async function rustVersion() {
  return (await run('rustc', ['--version'], { quiet: true })).trim();
}
