/** `aws-exports.js`: the flat configuration as a module of JavaScript. */

const defaultHeading = `/* eslint-disable */
// Written by cognito-wasm at each push, which keeps members that you add.
`;

/** Spaces and one comment. */
const comment = /\s*(?:\/\/.*|\/\*[^]*?\*\/)/y;
const assignment = /\s*const awsmobile = (\{[^]*\});\s*export default awsmobile;\s*$/y;

/**
 * The object in a file that was written here or by Amplify, as JSON, and the comments above it.
 *
 * @param {string} text
 * @returns {{ heading: string, json: string } | undefined}
 */
export function partsOfExports(text) {
  const [whole, json] = matchAt(assignment, text, endOfComments(text)) ?? [];
  if (whole === undefined || json === undefined) return undefined;
  const before = text.length - whole.trimStart().length;
  return { heading: text.slice(0, before), json };
}

/**
 * One comment after another: a repeated group in one expression would try every way of dividing a line of slashes into comments.
 *
 * @param {string} text
 */
function endOfComments(text) {
  let end = 0;
  for (;;) {
    const found = matchAt(comment, text, end);
    if (!found) return end;
    end += found[0].length;
  }
}

/**
 * @param {RegExp} sticky
 * @param {string} text
 * @param {number} index
 */
function matchAt(sticky, text, index) {
  sticky.lastIndex = index;
  return sticky.exec(text);
}

/**
 * @param {string} json
 * @param {string} [heading]
 */
export const exportsText = (json, heading = defaultHeading) =>
  `${heading}const awsmobile = ${json};\n\nexport default awsmobile;\n`;
