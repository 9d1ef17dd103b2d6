/** HTML that is escaped by construction: only other HTML goes into a template as it is. */

const SPECIAL = /[&<>"'`]/g;

/** Text that is HTML. Only `markup` creates it. */
export class Markup {
  #text;

  /** @param {string} text */
  constructor(text) {
    this.#text = text;
  }

  toString() {
    return this.#text;
  }
}

/** @typedef {Markup | string | number | false | undefined | readonly (Markup | string | number | false | undefined)[]} Part */

/**
 * Use it as the tag of a template. Texts are escaped, lists are joined, and `false` and `undefined` are left out.
 * Attributes need quotation marks.
 *
 * @param {TemplateStringsArray} strings
 * @param {...Part} parts
 */
export function markup(strings, ...parts) {
  const shown = parts.map((part) => shownPart(part));
  return new Markup(strings.map((string, index) => string + (shown[index] ?? '')).join(''));
}

/**
 * @param {Part} part
 * @returns {string}
 */
function shownPart(part) {
  if (part === undefined || part === false) return '';
  if (part instanceof Markup) return String(part);
  if (typeof part === 'object') return part.map((item) => shownPart(item)).join('');
  return String(part).replace(SPECIAL, (character) => `&#${character.charCodeAt(0)};`);
}
