import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { filesIn } from '../../scripts/run/files.mjs';
import { inRoot } from '../../scripts/run/paths.mjs';
import { App, quiet } from '../package/app.mjs';

/** The examples can be run here without any setting: a local Cognito at its usual address. */
export const usualAddress = 'http://localhost:9229';

/** What the tools of the examples write. */
const made = ['.angular', '.next', 'dist', 'node_modules', 'test-results'];

/**
 * The files of an example whose readers change the user pool there.
 *
 * @param {string} name
 */
export async function filesWithAddress(name) {
  const files = filesIn(join('examples', name)).filter((path) => !made.some((folder) => path.includes(`/${folder}/`)));
  const found = [];
  for (const path of files) {
    if (!path.endsWith('.md') && (await readFile(inRoot(path), 'utf8')).includes(usualAddress)) found.push(path);
  }
  return found;
}

/**
 * Copies an example into a folder where the packages that are installed for all examples are found, and changes the address of the
 * Cognito in it.
 *
 * @param {string} name
 * @param {string} cognito the address
 * @param {Record<string, string>} [env] of its commands
 */
export async function copyOfExample(name, cognito, env = {}) {
  const apps = inRoot('examples', '.apps');
  await mkdir(apps, { recursive: true });
  const folder = await mkdtemp(join(apps, `${name}-`));
  await cp(inRoot('examples', name), folder, {
    recursive: true,
    filter: (path) => !made.includes(basename(path)),
  });
  for (const path of await filesWithAddress(name)) {
    const text = await readFile(inRoot(path), 'utf8');
    const copied = join(folder, path.slice(`examples/${name}/`.length));
    await writeFile(copied, text.replaceAll(usualAddress, new URL(cognito).origin));
  }
  return new App(folder, { ...quiet, ...env });
}
