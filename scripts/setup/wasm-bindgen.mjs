import { readFileSync } from 'node:fs';
import { Failure } from '../run/failure.mjs';
import { unlessFresh } from '../run/freshness.mjs';
import { printLine } from '../run/output.mjs';
import { inRoot } from '../run/paths.mjs';
import { buildCargoTool } from './cargo-tool.mjs';

const folder = 'scripts/setup/wasm-bindgen';

/** Builds the tool that writes a module's glue. */
export function installGlueTool() {
  return install('glue', 'wasm-bindgen-glue');
}

/** Builds the tool that runs tests in a browser. It takes longer to build, and only the suite `wasm` uses it. */
export function installTestRunner() {
  return install('test-runner', 'wasm-bindgen-test-runner');
}

/**
 * @param {string} member its folder
 * @param {string} name of the tool
 */
function install(member, name) {
  const lockFiles = ['Cargo.lock', `${folder}/Cargo.lock`].map((path) => readFileSync(inRoot(path), 'utf8'));
  const version = commonVersion(lockFiles);
  const inputs = [`${folder}/Cargo.toml`, `${folder}/Cargo.lock`, `${folder}/${member}`];
  const outputs = [`target/tools/bin/${name}`];
  // A tool that was built for another platform does not run here.
  const tool = `${process.platform} ${process.arch}`;
  return unlessFresh(name, { inputs, outputs, tool }, async () => {
    printLine(`  Building ${name} ${version}, once for this checkout. That takes a minute or two.`);
    const built = await buildCargoTool({ folder: `${folder}/${member}` });
    if (!built.succeeded) throw new Failure(`${name} could not be built: see the output of cargo above.`);
  });
}

/**
 * The version of wasm-bindgen in lock files. A tool refuses modules that were compiled with another version than its own.
 *
 * @param {string[]} lockFiles of the crate and of the tools
 */
export function commonVersion([crate = '', tools = '']) {
  const version = /^name = "wasm-bindgen"\nversion = "(.+)"$/m.exec(crate)?.[1];
  if (version === undefined) throw new Failure('Cargo.lock does not name wasm-bindgen.');
  for (const name of ['wasm-bindgen-cli-support', 'wasm-bindgen-cli']) {
    const found = new RegExp(`^name = "${name}"\nversion = "(.+)"$`, 'm').exec(tools)?.[1];
    if (found === version) continue;
    throw new Failure(
      `The crate uses wasm-bindgen ${version}, but ${folder}/Cargo.lock has ${name} ${found ?? 'in no version'}: ` +
        `set both manifests there to ${version} and run cargo update --workspace.`,
    );
  }
  return version;
}
