/**
 * @typedef {(text: string) => string} Paint
 * @typedef {Record<'bold' | 'dim' | 'green' | 'red' | 'magenta', Paint>} Colors
 */

/** @type {Record<keyof Colors, [number, number]>} */
const codes = { bold: [1, 22], dim: [2, 22], green: [32, 39], red: [31, 39], magenta: [35, 39] };

/**
 * Only colours that are legible on black and on white; yellow and blue are not.
 *
 * @param {boolean} isTerminal
 * @param {NodeJS.ProcessEnv} env
 * @returns {Colors}
 */
export function colorsOf(isTerminal, env) {
  const isColored = isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  return /** @type {Colors} */ (
    Object.fromEntries(
      Object.entries(codes).map(([name, [on, off]]) => [
        name,
        isColored
          ? (/** @type {string} */ text) => `\u001b[${on}m${text}\u001b[${off}m`
          : (/** @type {string} */ text) => text,
      ]),
    )
  );
}
