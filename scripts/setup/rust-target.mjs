import { existsSync, readFileSync } from 'node:fs';
import { attempt, run } from '../run/command.mjs';
import { Failure } from '../run/failure.mjs';
import { inRoot } from '../run/paths.mjs';
import { upToDate } from '../run/steps.mjs';

export const wasmTarget = 'wasm32-unknown-unknown';

/** Checks for Rust and adds the standard library for WebAssembly. */
export async function installRustTarget() {
  const folder = await attempt('rustc', ['--print', 'target-libdir', '--target', wasmTarget], { quiet: true });
  if (!folder.succeeded) throw new Failure('Rust is missing: install its stable toolchain from https://rustup.rs.');
  await checkRustVersion();
  if (existsSync(folder.output.trim())) return upToDate;
  await run('rustup', ['target', 'add', wasmTarget], {
    otherwise: `Rust's ${wasmTarget} target is missing: install Rust from https://rustup.rs, or add the target by hand.`,
  });
  return undefined;
}

async function checkRustVersion() {
  const needed = /^rust-version = "1\.(\d+)/m.exec(readFileSync(inRoot('Cargo.toml'), 'utf8'))?.[1];
  const found = /^rustc 1\.(\d+)/.exec(await rustVersion())?.[1];
  if (Number(found) >= Number(needed)) return;
  throw new Failure(`Rust 1.${found} is too old: run rustup update stable to get 1.${needed} or later.`);
}

/** The version of the compiler, in one line. */
export async function rustVersion() {
  return (await run('rustc', ['--version'], { quiet: true })).trim();
}
