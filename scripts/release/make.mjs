/** The part of a release that changes files. */
import { writeFileSync } from 'node:fs';
import { Failure } from '../run/failure.mjs';
import { inRoot } from '../run/paths.mjs';
import { folder } from './artifacts.mjs';

/** @param {string} path @param {string} text */
const writeInRoot = (path, text) => writeFileSync(inRoot(path), text);

/**
 * Writes the changes of a release, and packs it. If it cannot be published, everything but the packed files is as before: their
 * manifests are wrong, so the release has to be made again.
 *
 * @param {import('./changes.mjs').Change[]} changes
 * @param {object} work
 * @param {() => Promise<void>} work.pack
 * @param {() => Promise<string[]>} work.problems what keeps it from being published
 * @param {(path: string, text: string) => void} [work.write]
 * @throws {Failure} that names the problems
 */
export async function makeRelease(changes, { pack, problems, write = writeInRoot }) {
  for (const { path, after } of changes) write(path, after);
  try {
    await pack();
    refuse(await problems(), `What is in ${folder}/ is only for looking at. It cannot be published yet`);
  } catch (error) {
    for (const { path, before } of changes) write(path, before);
    throw error;
  }
}

/**
 * @param {string[]} problems
 * @param {string} consequence
 * @throws {Failure} if there are any
 */
export function refuse(problems, consequence) {
  if (problems.length > 0) throw new Failure(`${consequence}:\n  ${problems.join('\n  ')}`);
}
