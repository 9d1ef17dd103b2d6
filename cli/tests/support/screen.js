/**
 * What a terminal shows in the end, of what a program has written: with the sequences that the questions use.
 *
 * @typedef {{ character: string, style: string }} Cell the style has the names of what is on, such as `bold green`
 */

const colors = ['red', 'green', 'yellow', 'magenta', 'cyan'];

/** By the parameter of `CSI … m`: what it turns on, and what it turns off first. */
const styles = /** @type {Record<string, { on?: string, off: string[] }>} */ ({
  0: { off: ['bold', 'dim', ...colors] },
  1: { on: 'bold', off: [] },
  2: { on: 'dim', off: [] },
  22: { off: ['bold', 'dim'] },
  31: { on: 'red', off: colors },
  32: { on: 'green', off: colors },
  33: { on: 'yellow', off: colors },
  35: { on: 'magenta', off: colors },
  36: { on: 'cyan', off: colors },
  39: { off: colors },
});

/**
 * @param {string} output
 * @param {number} [columns]
 * @returns {Cell[][]} the lines
 */
export function screenOf(output, columns = 80) {
  /** @type {Cell[][]} */
  const lines = [[]];
  /** @type {Set<string>} */
  const style = new Set();
  let [row, column] = [0, 0];
  const line = () => (lines[row] ??= []);
  const put = (/** @type {string} */ character) => {
    if (column === columns) [row, column] = [row + 1, 0];
    const cells = line();
    while (cells.length < column) cells.push({ character: ' ', style: '' });
    cells[column] = { character, style: [...style].sort().join(' ') };
    column += 1;
  };
  /** @type {Record<string, (parameter: string) => void>} */
  const controls = {
    A: (count) => (row = Math.max(0, row - (Number(count) || 1))),
    B: (count) => (row += Number(count) || 1),
    C: (count) => (column += Number(count) || 1),
    D: (count) => (column = Math.max(0, column - (Number(count) || 1))),
    G: (to) => (column = (Number(to) || 1) - 1),
    // Of the line, or of its rest.
    K: (what) => line().splice(what === '2' ? 0 : column),
    J: () => {
      line().splice(column);
      lines.splice(row + 1);
    },
    // The cursor is shown or hidden.
    h: () => undefined,
    l: () => undefined,
    m: (parameters) => {
      for (const parameter of (parameters || '0').split(';')) {
        const change = styles[parameter];
        if (change === undefined) throw new Error(`the style ${parameter} is not known`);
        change.off.forEach((name) => style.delete(name));
        if (change.on) style.add(change.on);
      }
    },
  };
  // eslint-disable-next-line no-control-regex
  for (const [whole, parameter = '', control] of output.matchAll(/\u001b\[([0-9;?]*)([A-Za-z])|[^]/gu)) {
    if (control !== undefined) {
      const act = controls[control];
      if (act === undefined) throw new Error(`the sequence ${JSON.stringify(whole)} is not known`);
      act(parameter);
    } else if (whole === '\r') column = 0;
    else if (whole === '\n') row += 1;
    else put(whole);
  }
  return Array.from(lines, (cells = []) => cells);
}

/**
 * The text of a screen, without spaces at the ends of lines.
 *
 * @param {Cell[][]} lines
 */
export const textOf = (lines) =>
  lines
    .map(
      (cells) =>
        `${cells
          .map(({ character }) => character)
          .join('')
          .trimEnd()}\n`,
    )
    .join('');
