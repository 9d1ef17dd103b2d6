import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { filesIn } from './files.mjs';
import { inRoot } from './paths.mjs';
import { upToDate } from './steps.mjs';

const stampFolder = inRoot('target', 'stamps');

/**
 * Does some work, unless its inputs and the tool are the same as last time.
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
  const state = digest(inputs, tool);
  const made = existsSync(stamp) && outputs.every((path) => existsSync(inRoot(path)));
  if (made && readFileSync(stamp, 'utf8') === state) return upToDate;
  rmSync(stamp, { force: true });
  await work();
  mkdirSync(stampFolder, { recursive: true });
  writeFileSync(stamp, state);
  return undefined;
}

/**
 * @param {string[]} inputs
 * @param {string} tool
 */
function digest(inputs, tool) {
  const hash = createHash('sha256').update(tool);
  for (const path of inputs.flatMap(filesIn)) hash.update(`\0${path}\0`).update(readFileSync(inRoot(path)));
  return hash.digest('hex');
}
