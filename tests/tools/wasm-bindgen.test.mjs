/** The tools of wasm-bindgen have the version of the crate. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { attempt } from '../../scripts/run/command.mjs';
import { Failure } from '../../scripts/run/failure.mjs';
import { inRoot, toolPath } from '../../scripts/run/paths.mjs';
import { commonVersion } from '../../scripts/setup/wasm-bindgen.mjs';

/** @param {Record<string, string>} versions by the names of packages */
const lockFile = (versions) =>
  Object.entries(versions)
    .map(([name, version]) => `[[package]]\nname = "${name}"\nversion = "${version}"\n`)
    .join('\n');

const crate = lockFile({ 'wasm-bindgen-futures': '0.4.1', 'wasm-bindgen': '1.2.3' });
const tools = { 'wasm-bindgen-cli': '1.2.3', 'wasm-bindgen-cli-support': '1.2.3' };

describe('the tools of wasm-bindgen', () => {
  it('have the version of the crate', () => {
    assert.equal(commonVersion([crate, lockFile(tools)]), '1.2.3');
  });

  for (const name of Object.keys(tools))
    it(`are refused when ${name} has another version, with what to do`, () => {
      assert.throws(
        () => commonVersion([crate, lockFile({ ...tools, [name]: '1.2.4' })]),
        (/** @type {unknown} */ error) =>
          error instanceof Failure && /wasm-bindgen 1\.2\.3, but .* 1\.2\.4: .*cargo update/.test(error.message),
      );
    });

  it('are refused when the crate names no version', () => {
    assert.throws(() => commonVersion([lockFile({ serde: '1.0.0' }), lockFile(tools)]), Failure);
  });

  it('have the version of the crate in this repository', () => {
    const files = ['Cargo.lock', 'scripts/setup/wasm-bindgen/Cargo.lock'];
    assert.match(commonVersion(files.map((file) => readFileSync(inRoot(file), 'utf8'))), /^\d+\.\d+\.\d+$/);
  });

  it('say how they are used when they are not told what to do', async () => {
    const { succeeded, output } = await attempt(toolPath('wasm-bindgen-glue'), [], { quiet: true });
    assert.equal(succeeded, false);
    assert.equal(output, 'error: usage: wasm-bindgen-glue [--omit-default-module-path] MODULE FOLDER NAME\n');
  });
});
