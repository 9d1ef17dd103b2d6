// eslint-disable-next-line no-control-regex
const styling = /\u001b\[\d*m/g;

/**
 * A text with breaks between words, so that the terminal need not break within one. Lines that follow are indented as the first one is.
 *
 * @param {string} text
 * @param {number} columns
 */
export const wrapped = (text, columns) =>
  text
    .split('\n')
    .map((line) => wrappedLine(line, columns))
    .join('\n');

/**
 * @param {string} line
 * @param {number} columns
 */
function wrappedLine(line, columns) {
  const width = (/** @type {string} */ part) => part.replaceAll(styling, '').length;
  if (width(line) <= columns) return line;
  const indent = /^ */.exec(line)?.[0] ?? '';
  const lines = [''];
  for (const word of line.slice(indent.length).split(' ')) {
    const last = lines.at(-1) ?? '';
    const longer = last === '' ? indent + word : `${last} ${word}`;
    if (last !== '' && width(longer) > columns) lines.push(indent + word);
    else lines[lines.length - 1] = longer;
  }
  return lines.join('\n');
}
