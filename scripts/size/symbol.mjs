/**
 * What the name of a compiled Rust function says about its origin.
 *
 * @typedef {object} Symbol
 * @property {string} name without the compiler's suffix that distinguishes copies
 * @property {string} crate the crate, or a substitute for code of no crate
 * @property {string} module the path of the module in that crate, `''` for its root
 */

/**
 * @param {string} mangled a name of the name section, demangled by wasm-bindgen
 * @returns {Symbol}
 */
export function readSymbol(mangled) {
  const name = mangled
    .replaceAll(/::h[0-9a-f]{16}\b/g, '')
    .replaceAll(/\[[0-9a-f]{16}\]/g, '')
    .replace(/\.llvm\.\d+/, '');
  const dropped = /^core::ptr::drop_in_place<(.+)>$/.exec(name)?.[1];
  if (dropped !== undefined) return { name, ...ownerOfDropped(dropped) };
  return { name, ...owner(name) };
}

/**
 * The code that drops a value counts as code of the first crate in its type that is not the standard library.
 *
 * @param {string} type
 */
function ownerOfDropped(type) {
  const [crate] = Array.from(type.matchAll(/(?<![\w:])(\w+)::/g), ([, word = '']) => word).filter(
    (word) => !isStandard(word),
  );
  return { crate: crate ?? 'core', module: 'drop' };
}

/** @param {string} crate */
const isStandard = (crate) => ['core', 'alloc', 'std'].includes(crate);

/**
 * @param {string} path
 * @returns {{ crate: string, module: string }}
 */
function owner(path) {
  const parts = splitPath(path).filter((part) => !part.startsWith('{{') && !part.startsWith('{closure'));
  const [first = ''] = parts;
  // `<Type as Trait>::method` and `<Type>::method` belong to the type's crate, or to the trait's if the type has none.
  const qualified = /^<(.+)>$/.exec(first)?.[1];
  if (qualified !== undefined) {
    const [type = '', trait] = splitAs(qualified);
    const plain = type.replace(/^(?:&|mut |\*const |dyn |\[)+/, '');
    const named = /^\w+::/.test(plain) ? plain : trait;
    return named === undefined ? { crate: 'core', module: '' } : modules(splitPath(named));
  }
  // `<impl str>::parse` of the standard library does not name its module.
  if (first.startsWith('<impl ')) return { crate: 'core', module: '' };
  if (parts.length === 1) return { crate: 'runtime and exports', module: '' };
  return modules(parts);
}

/**
 * The last part is the item; the parts before it are modules, unless they look like a type.
 *
 * @param {string[]} parts
 */
function modules([crate = '', ...path]) {
  const end = path.findIndex((part, index) => index === path.length - 1 || !/^[a-z_0-9]+$/.test(part));
  return { crate: crate.replace(/<.*/, ''), module: path.slice(0, Math.max(end, 0)).join('::') };
}

/**
 * Splits at the `::` that are not inside brackets.
 *
 * @param {string} path
 */
function splitPath(path) {
  return splitOutside(path, '::');
}

/** @param {string} qualified */
function splitAs(qualified) {
  return splitOutside(qualified, ' as ');
}

/**
 * @param {string} text
 * @param {string} separator
 */
function splitOutside(text, separator) {
  const parts = [''];
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if ('<([{'.includes(character)) depth += 1;
    // The `>` of an arrow in a function type is not a closing bracket.
    if ('>)]}'.includes(character) && text.charAt(at - 1) !== '-') depth -= 1;
    if (depth === 0 && text.startsWith(separator, at)) {
      parts.push('');
      at += separator.length - 1;
    } else parts[parts.length - 1] += character;
  }
  return parts;
}
