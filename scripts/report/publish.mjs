import { readFileSync, writeFileSync } from 'node:fs';
import { Failure } from '../run/failure.mjs';
import { inRoot } from '../run/paths.mjs';
import { asMarkdown, asText } from './table.mjs';

/**
 * A part of a document that a measurement writes.
 *
 * @typedef {object} Section
 * @property {string} document its path from the root
 * @property {string} part its place in the document: between `<!-- part -->` and `<!-- /part -->`
 * @property {import('./table.mjs').Table[]} tables
 * @property {string} conditions how the figures were measured, in a sentence below the tables
 */

/**
 * Prints the results: as text, or with `--markdown` in the documents' form. With `--readme`, writes them into the documents.
 *
 * @param {Section[]} sections
 * @param {{ markdown?: boolean | undefined, readme?: boolean | undefined }} options
 */
export function publish(sections, { markdown = false, readme = false }) {
  for (const { document, part, tables, conditions } of sections) {
    const text = [...tables.map(asMarkdown), conditions].join('\n\n');
    console.log(markdown ? `${text}\n` : `\n${[...tables.map(asText), conditions].join('\n\n')}`);
    if (!readme) continue;
    const path = inRoot(document);
    writeFileSync(path, replacePart(readFileSync(path, 'utf8'), part, text, document));
  }
}

/**
 * Replaces the text between `<!-- part -->` and `<!-- /part -->`.
 *
 * @param {string} text of the document
 * @param {string} part
 * @param {string} replacement
 * @param {string} document its name
 */
export function replacePart(text, part, replacement, document) {
  const [start, end] = [`<!-- ${part} -->`, `<!-- /${part} -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Failure(`${document} lacks the markers ${start} and ${end}.`);
  return `${text.slice(0, from + start.length)}\n${replacement}\n${text.slice(to)}`;
}
