/**
 * A folder with a `package.json` for each entry of the package, such as `auth/` for `cognito-wasm/auth`: tools that do
 * not read `exports` look there (Parcel, and TypeScript with `moduleResolution: node`).
 */
import { existsSync, mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { inRoot } from '../run/paths.mjs';

/**
 * The files of the folders, made from `exports`.
 *
 * @returns {{ path: string, manifest: Record<string, string> }[]} paths from the root
 */
export function entryManifests() {
  const { exports } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  return Object.entries(exports)
    .filter(([entry, targets]) => entry !== '.' && typeof targets === 'object')
    .map(([entry, targets]) => {
      const up = (/** @type {string} */ target) => posix.relative(posix.normalize(entry), target);
      const manifest = {
        main: up(targets.require.default),
        module: up(targets.default.default),
        types: up(targets.default.types),
      };
      return { path: posix.join(entry, 'package.json'), manifest };
    });
}

/** Writes the folders at the package's root, the only place where tools find them. */
export function writeEntryFolders() {
  for (const { path, manifest } of entryManifests()) {
    mkdirSync(inRoot(dirname(path)), { recursive: true });
    writeFileSync(inRoot(path), `${JSON.stringify(manifest, null, 2)}\n`);
  }
}

/** Removes them; only packing needs them. */
export function removeEntryFolders() {
  for (const { path } of entryManifests().reverse()) {
    rmSync(inRoot(path), { force: true });
    // Fails if the folder contains anything else.
    if (existsSync(inRoot(dirname(path)))) rmdirSync(inRoot(dirname(path)));
  }
}
