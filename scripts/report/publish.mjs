import { readFileSync, writeFileSync } from 'node:fs';
import { Failure } from '../run/failure.mjs';
import { inRoot } from '../run/paths.mjs';
import { asMarkdown, asText } from './table.mjs';

/**
 * Prints the results: as text, or with `--markdown` in the README's form. With `--readme`, writes them into the README.
 *
 * @param {'size' | 'bench'} part the section of the README
 * @param {{ tables: import('./table.mjs').Table[], conditions: string }} report
 * @param {{ markdown?: boolean | undefined, readme?: boolean | undefined }} options
 */
export function publish(part, { tables, conditions }, { markdown = false, readme = false }) {
  const text = [...tables.map(asMarkdown), conditions].join('\n\n');
  console.log(markdown ? text : `\n${[...tables.map(asText), conditions].join('\n\n')}`);
  if (!readme) return;
  const path = inRoot('README.md');
  writeFileSync(path, replacePart(readFileSync(path, 'utf8'), part, text));
}

/**
 * Replaces the text between `<!-- part -->` and `<!-- /part -->`.
 *
 * @param {string} document
 * @param {string} part
 * @param {string} text
 */
export function replacePart(document, part, text) {
  const [start, end] = [`<!-- ${part} -->`, `<!-- /${part} -->`];
  const [from, to] = [document.indexOf(start), document.indexOf(end)];
  if (from < 0 || to < from) throw new Failure(`README.md lacks the markers ${start} and ${end}.`);
  return `${document.slice(0, from + start.length)}\n${text}\n${document.slice(to)}`;
}
