import { run } from '../run/command.mjs';
import { npmCommand } from '../run/paths.mjs';
import { wasmTarget } from '../setup/rust-target.mjs';

/**
 * The documentation of the package, by TypeDoc. Fails when an export is not documented or a link leads nowhere.
 *
 * @param {{ write: boolean }} options whether it is written, into `target/docs/`
 */
export async function documentPackage({ write }) {
  await run(npmCommand('typedoc'), ['--logLevel', 'Warn', '--emit', write ? 'docs' : 'none']);
}

/**
 * The documentation of the crate, into `target/doc/`, and of what it is for WebAssembly, beside it. Fails when an item is
 * not documented or a link leads nowhere.
 */
export async function documentCrate() {
  for (const target of [[], ['--target', wasmTarget]]) {
    await run('cargo', ['doc', '--no-deps', ...target], { env: { RUSTDOCFLAGS: '-D warnings' } });
  }
}
