import { run } from '../run/command.mjs';
import { npmCommand } from '../run/paths.mjs';
import { wasmTarget } from '../setup/rust-target.mjs';

/**
 * The documentation of the package, in `target/docs/`, by TypeDoc. Fails for undocumented exports, broken links, and whatever
 * cannot be rendered.
 */
export async function documentPackage() {
  await run(npmCommand('typedoc'), ['--logLevel', 'Warn']);
}

/**
 * The documentation of the crate, in `target/doc/` natively and beside it for WebAssembly. Fails for undocumented items and broken
 * links.
 */
export async function documentCrate() {
  for (const target of [[], ['--target', wasmTarget]]) {
    await run('cargo', ['doc', '--no-deps', ...target], { env: { RUSTDOCFLAGS: '-D warnings' } });
  }
}
