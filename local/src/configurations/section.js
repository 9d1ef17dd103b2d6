/** Reads members of a configuration file, which may hold anything. */

const LONGEST_TEXT = 2048;
const LONGEST_LIST = 200;

/** An object of a file. Its members are typed as they are read; those that are missing or `null` are undefined. */
export class Section {
  #members;
  #path;

  /**
   * @param {unknown} value
   * @param {string} path for messages
   * @throws {TypeError} if it is not an object
   */
  constructor(value, path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new TypeError(`${path} must be an object.`);
    }
    this.#members = /** @type {Record<string, unknown>} */ (value);
    this.#path = path;
  }

  /** @returns {string[]} */
  names() {
    return Object.keys(this.#members);
  }

  /** @param {string} name */
  has(name) {
    return this.#value(name) !== undefined;
  }

  /**
   * @param {string} name
   * @returns {Section} without members if there is none
   */
  section(name) {
    return new Section(this.#value(name) ?? {}, this.#pathOf(name));
  }

  /**
   * An empty text stands for none, as in files that the tools have begun.
   *
   * @param {string} name
   * @returns {string | undefined}
   */
  text(name) {
    const value = this.#value(name);
    if (value === undefined || value === '') return undefined;
    if (typeof value !== 'string' || value.length > LONGEST_TEXT) {
      throw new TypeError(`${this.#pathOf(name)} must be a text of at most ${LONGEST_TEXT} characters.`);
    }
    return value;
  }

  /**
   * One of some words, in capital or small letters.
   *
   * @template T
   * @param {string} name
   * @param {Record<string, T>} meanings by words in capital letters
   * @returns {T | undefined}
   */
  choice(name, meanings) {
    const word = this.text(name)?.toUpperCase();
    if (word === undefined) return undefined;
    if (!Object.hasOwn(meanings, word)) {
      throw new TypeError(`${this.#pathOf(name)} must be one of ${Object.keys(meanings).join(', ')}.`);
    }
    return meanings[word];
  }

  /**
   * A list of texts. Older files have one text, with commas between them.
   *
   * @param {string} name
   * @returns {string[]}
   */
  texts(name) {
    const value = this.#value(name);
    if (value === undefined) return [];
    const texts = typeof value === 'string' ? value.split(',').filter((part) => part !== '') : value;
    const isListOfTexts = Array.isArray(texts) && texts.every((text) => typeof text === 'string');
    if (!isListOfTexts || texts.length > LONGEST_LIST) {
      throw new TypeError(`${this.#pathOf(name)} must be a list of at most ${LONGEST_LIST} texts.`);
    }
    return texts.map((text) => text.trim());
  }

  /**
   * @param {string} name
   * @returns {Section[]}
   */
  sections(name) {
    const value = this.#value(name) ?? [];
    if (!Array.isArray(value) || value.length > LONGEST_LIST) {
      throw new TypeError(`${this.#pathOf(name)} must be a list of at most ${LONGEST_LIST} objects.`);
    }
    return value.map((item, index) => new Section(item, `${this.#pathOf(name)}[${index}]`));
  }

  /**
   * @param {string} name
   * @returns {boolean | undefined}
   */
  flag(name) {
    const value = this.#value(name);
    if (value !== undefined && typeof value !== 'boolean') {
      throw new TypeError(`${this.#pathOf(name)} must be true or false.`);
    }
    return value;
  }

  /**
   * A whole number. Some files have it as a text.
   *
   * @param {string} name
   * @returns {number | undefined}
   */
  number(name) {
    const value = this.#value(name);
    if (value === undefined) return undefined;
    const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isInteger(number)) {
      throw new TypeError(`${this.#pathOf(name)} must be a whole number.`);
    }
    return number;
  }

  /** @param {string} name */
  #value(name) {
    return Object.hasOwn(this.#members, name) ? (this.#members[name] ?? undefined) : undefined;
  }

  /** @param {string} name */
  #pathOf(name) {
    return `${this.#path}.${name}`;
  }
}
