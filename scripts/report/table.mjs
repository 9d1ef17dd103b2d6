/**
 * A table of figures, for the terminal and for a README.
 *
 * @typedef {object} Table
 * @property {string} title
 * @property {string[]} columns
 * @property {string[][]} rows the first cell is the name, the others are figures
 * @property {string} [note] below the table
 */

/**
 * @param {Table} table
 * @returns {string}
 */
export function asText({ title, columns, rows, note }) {
  const widths = columns.map((column, index) => Math.max(column.length, ...rows.map((row) => row[index]?.length ?? 0)));
  const lines = [columns, ...rows].map((row) =>
    row
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  return [title, ...lines.map((line) => `  ${line}`), ...(note === undefined ? [] : [`  ${note}`])].join('\n');
}

/**
 * @param {Table} table
 * @returns {string}
 */
export function asMarkdown({ title, columns, rows, note }) {
  const [first = '', ...others] = columns;
  const lines = [[title || first, ...others], columns.map((_, index) => (index === 0 ? '---' : '---:')), ...rows];
  const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  return note === undefined ? table : `${table}\n\n${note}`;
}
