/** Writes XML. */

/** @typedef {string | number | boolean | undefined} XmlText */
/** @typedef {{ [name: string]: XmlValue }} XmlMembers */
/** @typedef {XmlText | XmlMembers | (XmlText | XmlMembers)[]} XmlValue */

/**
 * @param {string} name
 * @param {XmlValue} value an array repeats the element; absent values are left out
 * @param {string} [namespace]
 * @returns {string}
 */
export function element(name, value, namespace) {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((item) => element(name, item, namespace)).join('');
  const content =
    typeof value === 'object'
      ? Object.entries(value)
          .map(([member, inner]) => element(member, inner))
          .join('')
      : escaped(String(value));
  const attribute = namespace === undefined ? '' : ` xmlns="${escaped(namespace)}"`;
  return `<${name}${attribute}>${content}</${name}>`;
}

/** @param {string} text */
const escaped = (text) =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '?')
    .replace(/[&<>"\r]/g, (character) => `&#${character.charCodeAt(0)};`);
