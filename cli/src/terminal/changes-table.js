import { printable } from './terminal.js';

/**
 * @typedef {import('../backend/engine.js').Change} Change
 * @typedef {import('./colors.js').Colors} Colors
 */

const paints = /** @type {const} */ ({ Create: 'green', Update: 'magenta', Delete: 'red', 'No change': 'dim' });

/**
 * The lines of a table of changes.
 *
 * @param {Change[]} changes
 * @param {{ columns: number, colors: Colors }} terminal
 * @returns {string[]}
 */
export function changesTable(changes, { columns, colors }) {
  const rows = changes.map(({ operation, resource, name }) => [operation, printable(resource), printable(name)]);
  const headings = ['Operation', 'Resource', 'Name'];
  const widths = [0, 1].map((index) => Math.max(...[headings, ...rows].map((row) => row[index]?.length ?? 0)));
  const [first = 0, second = 0] = widths;
  const secondWidth = Math.min(second, Math.max(12, Math.floor(columns / 2) - first));
  const rest = columns - first - secondWidth - 7;
  /** @param {readonly string[]} row */
  const line = ([operation = '', resource = '', name = '']) =>
    [operation.padEnd(first), cut(resource, secondWidth).padEnd(secondWidth), cut(name, rest)].join('  ').trimEnd();
  return [
    `  ${colors.bold(line(headings))}`,
    ...changes.flatMap((change, index) => [
      `  ${painted(line(rows[index] ?? []), change.operation, colors)}`,
      ...change.details.flatMap((detail) =>
        folded(printable(detail), columns - 6).map((part) => `    ${colors.dim(part)}`),
      ),
    ]),
  ];
}

/**
 * @param {string} line
 * @param {Change['operation']} operation
 * @param {Colors} colors
 */
const painted = (line, operation, colors) =>
  `${colors[paints[operation]](line.slice(0, operation.length))}${line.slice(operation.length)}`;

/**
 * @param {string} text
 * @param {number} width
 */
const cut = (text, width) => (text.length > width ? `${text.slice(0, width - 1)}…` : text);

/**
 * @param {string} text
 * @param {number} width
 */
function folded(text, width) {
  const words = text.split(' ').flatMap((word) => pieces(word, width));
  const lines = [''];
  for (const word of words) {
    const last = lines.at(-1) ?? '';
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`  ${word}`);
  }
  return lines;
}

/**
 * A word in parts that fit into a line.
 *
 * @param {string} word
 * @param {number} width
 */
const pieces = (word, width) =>
  word.length <= width ? [word] : (word.match(new RegExp(`.{1,${width - 2}}`, 'gsu')) ?? []);
