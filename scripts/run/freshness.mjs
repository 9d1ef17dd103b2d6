import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { filesIn } from './files.mjs';
import { inRoot } from './paths.mjs';
import { upToDate } from './steps.mjs';

const stampFolder = inRoot('target', 'stamps');

/**
 * Does some work, unless its inputs, its outputs and the tool are the same as last time. Another tool may have overwritten an output.
 *
 * @param {string} name
 * @param {object} files
 * @param {string[]} files.inputs files and folders that the result depends on, from the root
 * @param {string[]} files.outputs files that the work writes, from the root
 * @param {string} [files.tool] version of the tool that does the work
 * @param {() => Promise<void>} work
 */
export async function unlessFresh(name, { inputs, outputs, tool = '' }, work) {
  const stamp = inRoot('target', 'stamps', name);
  const made = existsSync(stamp) && outputs.every((path) => existsSync(inRoot(path)));
  if (made && readFileSync(stamp, 'utf8') === digest([...inputs, ...outputs], tool)) return upToDate;
  rmSync(stamp, { force: true });
  // Inputs that change meanwhile do not count as done.
  const before = digest(inputs, tool);
  await work();
  if (digest(inputs, tool) === before) {
    mkdirSync(stampFolder, { recursive: true });
    writeFileSync(stamp, digest([...inputs, ...outputs], tool));
  }
  return undefined;
}

/**
 * @param {string[]} paths of files and folders
 * @param {string} tool
 */
function digest(paths, tool) {
  const hash = createHash('sha256').update(tool);
  for (const path of paths.flatMap(filesIn)) hash.update(`\0${path}\0`).update(readFileSync(inRoot(path)));
  return hash.digest('hex');
}
