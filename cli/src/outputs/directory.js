import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {import('../answers/values.js').formats[number]} Format */

/** Bundlers copy what is in here to the root of the site. */
const served = 'public';

/**
 * Where the configuration files belong, unless the project says something else. Pages fetch the mobile one, so it must be served; the others
 * are imported.
 *
 * @param {string} root
 * @param {readonly Format[]} formats
 */
export function usualDirectory(root, formats) {
  const isFetched = formats.every((format) => format === 'mobile');
  return [...(isFetched ? [served] : []), 'src'].find((name) => existsSync(join(root, name))) ?? '.';
}

/**
 * How pages get the mobile file, in a line; nothing if it is not known whether the folder is served.
 *
 * @param {readonly Format[]} formats
 * @param {string} directory
 */
export function howPagesRead(formats, directory) {
  if (!formats.includes('mobile')) return undefined;
  switch (directory.replace(/^\.\/|\/+$/g, '')) {
    case served:
      return 'A page at / reads it with Amplify.configure().';
    case 'src':
      return 'Import it in the page. Amplify.configure() alone fetches it, from a folder that is served: see init --directory.';
    default:
      return undefined;
  }
}
