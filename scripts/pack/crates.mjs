/** The crates in the WebAssembly modules, as cargo resolves them from `Cargo.lock`. */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { run } from '../run/command.mjs';
import { inRoot } from '../run/paths.mjs';
import { wasmTarget } from '../setup/rust-target.mjs';

/**
 * @typedef {object} Crate
 * @property {string} name
 * @property {string} version
 * @property {string} license an SPDX expression; empty when the crate names none
 * @property {string} source registry or repository; empty for a crate of this project
 * @property {string} checksum SHA-256 of the crate's file
 * @property {string} folder of its sources on this machine
 * @property {string[]} needs ids of the crates that it is compiled with
 * @property {string} id name and version
 *
 * @typedef {object} Metadata what is read of cargo's
 * @property {{ id: string, name: string, version: string, license: string | null, source: string | null,
 *   manifest_path: string, targets: { kind: string[] }[] }[]} packages
 * @property {{ nodes: { id: string, deps: { pkg: string, dep_kinds: { kind: string | null }[] }[] }[] }} resolve
 */

/**
 * The crates that are compiled into the modules, sorted by name, without those of tests, build scripts and macros.
 *
 * @returns {Promise<Crate[]>}
 */
export async function compiledCrates() {
  return cratesOf(await metadata(['--features', 'bindings', '--filter-platform', wasmTarget]), { compiled: true });
}

/** Every crate of `Cargo.lock`, including those of tests and of the build. */
export async function lockedCrates() {
  return cratesOf(await metadata(['--all-features']), { compiled: false });
}

/**
 * @param {string[]} options
 * @returns {Promise<Metadata>}
 */
async function metadata(options) {
  return JSON.parse(
    await run('cargo', ['metadata', '--locked', '--quiet', '--format-version', '1', ...options], { quiet: true }),
  );
}

/**
 * @param {Metadata} metadata
 * @param {{ compiled: boolean }} options
 * @returns {Crate[]}
 */
function cratesOf({ packages, resolve }, { compiled }) {
  const checksums = lockedChecksums();
  const byId = new Map(packages.map((found) => [found.id, found]));
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const isMacro = (/** @type {string} */ id) =>
    byId.get(id)?.targets.some(({ kind }) => kind.includes('proc-macro')) ?? true;
  const needsOf = (/** @type {string} */ id) =>
    (nodes.get(id)?.deps ?? [])
      .filter(({ pkg, dep_kinds }) => !compiled || (!isMacro(pkg) && dep_kinds.some(({ kind }) => kind === null)))
      .map(({ pkg }) => pkg);
  const pending = packages.filter(({ source }) => source === null).map(({ id }) => id);
  const reached = new Set(pending);
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    for (const needed of needsOf(id)) {
      if (!reached.has(needed)) pending.push(needed);
      reached.add(needed);
    }
  }
  const idOf = (/** @type {string} */ id) => `${byId.get(id)?.name} ${byId.get(id)?.version}`;
  return [...reached]
    .flatMap((id) => byId.get(id) ?? [])
    .map(({ id, name, version, license, source, manifest_path }) => ({
      id: idOf(id),
      name,
      version,
      license: license ?? '',
      source: source ?? '',
      checksum: checksums.get(idOf(id)) ?? '',
      folder: dirname(manifest_path),
      needs: needsOf(id).map(idOf).sort(),
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function lockedChecksums() {
  const lock = readFileSync(inRoot('Cargo.lock'), 'utf8');
  const entries = lock.matchAll(/^name = "(.+)"\nversion = "(.+)"\nsource = ".+"\nchecksum = "(.+)"$/gm);
  return new Map(Array.from(entries, ([, name, version, checksum = '']) => [`${name} ${version}`, checksum]));
}
