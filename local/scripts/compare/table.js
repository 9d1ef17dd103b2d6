/** The table in the README. */

const BEGIN = '<!-- compare: written by scripts/compare.js -->';
const END = '<!-- /compare -->';

/** A line for the console. */
export const columnOf = ({ name, version, results }) =>
  `${name} ${version}: ${results.filter(Boolean).length} of ${results.length}`;

/**
 * @param {string} readme
 * @param {{ titles: string[], columns: { name: string, version: string, results: boolean[] }[], date: Date }} comparison
 * @returns {string} the README with the table between its marks
 */
export function withTable(readme, { titles, columns, date }) {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error('The README has no place for the table.');
  const line = (...cells) => `| ${cells.join(' | ')} |`;
  const table = [
    line(`tried on ${date.toISOString().slice(0, 10)}`, ...columns.map(({ name, version }) => `${name} ${version}`)),
    line('---', ...columns.map(() => ':-:')),
    ...titles.map((title, row) => line(title, ...columns.map(({ results }) => (results[row] ? 'yes' : 'no')))),
    line('**all**', ...columns.map(({ results }) => `**${results.filter(Boolean).length} of ${titles.length}**`)),
  ].join('\n');
  return `${readme.slice(0, begin + BEGIN.length)}\n\n${table}\n\n${readme.slice(end)}`;
}
