/** `aws-exports.js`: the flat configuration as a module of JavaScript. */

const defaultHeading = `/* eslint-disable */
// Written by cognito-wasm at each push, which keeps members that you add.
`;

const wholeFile =
  /^(\s*(?:(?:\/\/[^\n]*|\/\*[^]*?\*\/)\s*)*)const awsmobile = (\{[^]*\});\s*export default awsmobile;\s*$/;

/**
 * The object in a file that was written here or by Amplify, as JSON, and the comments above it.
 *
 * @param {string} text
 * @returns {{ heading: string, json: string } | undefined}
 */
export function partsOfExports(text) {
  const [, heading, json] = wholeFile.exec(text) ?? [];
  return heading === undefined || json === undefined ? undefined : { heading, json };
}

/**
 * @param {string} json
 * @param {string} [heading]
 */
export const exportsText = (json, heading = defaultHeading) =>
  `${heading}const awsmobile = ${json};\n\nexport default awsmobile;\n`;
