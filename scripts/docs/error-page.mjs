import { readFileSync, writeFileSync } from 'node:fs';
import { replacePart } from '../report/publish.mjs';
import { inRoot } from '../run/paths.mjs';

const document = 'docs/errors.md';
const part = 'names';

/** Writes the names of `src/error/names.rs` into the page of errors. */
export async function writeErrorPage() {
  const path = inRoot(document);
  const table = errorTables(readFileSync(inRoot('src/error/names.rs'), 'utf8'));
  writeFileSync(path, replacePart(readFileSync(path, 'utf8'), part, table, document));
}

/**
 * The rows of the table of names, one Markdown table for each of its sections.
 *
 * @param {string} source Rust
 */
export function errorTables(source) {
  const table = /^table! \{\n([^]*?)^\}$/m.exec(source)?.[1] ?? '';
  const sections = table.split(/^ {4}\/\/ (.+)\.$/m);
  /** @type {string[]} */
  const tables = [];
  for (let index = 1; index < sections.length; index += 2) {
    const rows = Array.from((sections[index + 1] ?? '').matchAll(rowPattern), (row) => line(...row.slice(1)));
    tables.push(`### ${sections[index]}\n\n${header}\n${rows.join('\n')}`);
  }
  return `\n${tables.join('\n\n')}\n`;
}

const rowPattern = /^ {4}\w+ = "(\w+)", (\w+), (true|false),\s+"(.+)", "(.*)";$/gm;

const header = '| `name` | `category` | again? | what happened | what to do |\n| --- | --- | --- | --- | --- |';

function line(name = '', category = '', retryable = '', message = '', recovery = '') {
  const ofCategory = category.charAt(0).toLowerCase() + category.slice(1);
  return `| \`${name}\` | \`${ofCategory}\` | ${retryable === 'true' ? 'yes' : ''} | ${cell(message)} | ${cell(recovery)} |`;
}

/** @param {string} text */
const cell = (text) => text.replaceAll('|', String.raw`\|`);
