/** What is wrong with the files of a tarball, which people read without the rest of the repository. */
import { posix } from 'node:path';

/** Links and pictures of Markdown, and those in HTML inside it. */
const LINK = /\]\(([^)\s]+)|^\[[^\]]+\]:\s+(\S+)|<(?:a|img)\b[^>]*\b(?:href|src)="([^"]+)"/gm;
const CODE = /^```[^]*?^```|`[^`\n]*`/gm;

/**
 * @param {string} folder of the package, from the root of the repository
 * @param {string[]} files of the tarball, from that folder
 * @param {(path: string) => string} read a file, from that folder
 * @returns {string[]}
 */
export function packedProblems(folder, files, read) {
  const shown = (/** @type {string} */ path) => posix.join(folder, path);
  const licence = files.includes('LICENSE') ? [] : [`${shown('LICENSE')}: the package has to have a copy of it.`];
  const dead = files
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) => {
      const links = [...new Set(linksIn(read(path)).filter((link) => !isThere(link, path, files)))];
      return links.length === 0
        ? []
        : [`${shown(path)}: lead nowhere once packed, and need the public address: ${links.join(', ')}.`];
    });
  return [...licence, ...dead];
}

/** @param {string} text of Markdown */
const linksIn = (text) =>
  Array.from(text.replaceAll(CODE, '`').matchAll(LINK), ([, ...found]) => found.find(Boolean) ?? '');

/**
 * @param {string} link
 * @param {string} path of the file that has it
 * @param {string[]} files
 */
function isThere(link, path, files) {
  if (/^(?:[a-z][a-z+.-]*:|#)/i.test(link)) return true;
  const target = posix.join(posix.dirname(path), link.replace(/[?#].*$/, ''));
  return files.includes(target) || (link.endsWith('/') && files.some((file) => file.startsWith(target)));
}
