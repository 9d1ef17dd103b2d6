import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after } from 'node:test';

/** A new folder, which the end of the tests removes. */
export function newFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'cognito-wasm-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * All files of a folder with their texts.
 *
 * @param {string} folder
 * @returns {Record<string, string>}
 */
export const filesOf = (folder) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .map((path) => [relative(folder, path), readFileSync(path, 'utf8')])
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
