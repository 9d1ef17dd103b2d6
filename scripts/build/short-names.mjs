/**
 * Short names for the imports and exports of the module. wasm-opt renames them in the module and prints a list; the glue is changed
 * accordingly.
 */
import { readFile } from 'node:fs/promises';
import { Failure } from '../run/failure.mjs';

/** An import is a member of the object that the glue makes; an export is a member of `wasm`. */
const importedMember = /^(\s+)([\w$]+)(?=: function\()/gm;
const importedModule = /^(\s+)"(\.\/[^"]+)"(?=: import0,$)/gm;
const exportedMember = /\bwasm\.([\w$]+)/g;

/**
 * The options of wasm-opt for short names. Do not combine them with `--converge`, which repeats the list. Exports that the glue does not
 * use are removed.
 *
 * @param {string} module with the long names
 * @param {string} glue
 */
export async function shortNameOptions(module, glue) {
  const compiled = await WebAssembly.compile(new Uint8Array(await readFile(module)));
  const used = new Set(Array.from(glue.matchAll(exportedMember), ([, name]) => name));
  const unused = WebAssembly.Module.exports(compiled).flatMap(({ name }) => (used.has(name) ? [] : [name]));
  const removal = unused.length > 0 ? [`--remove-exports=${unused.join(',')}`] : [];
  return [...removal, '--minify-imports-and-exports-and-modules'];
}

/**
 * Renames the imports and exports in the glue.
 *
 * @param {string} glue
 * @param {string} list as wasm-opt prints it
 * @throws {Failure} if the glue and the list do not have the same names
 */
export function shortenNames(glue, list) {
  const names = readList(list);
  const shortened = glue
    .replace(importedMember, (_, indent, name) => indent + names.imports.take(name))
    .replace(importedModule, (_, indent, name) => `${indent}${names.modules.take(name)}`)
    .replace(exportedMember, (_, name) => `wasm.${names.exports.take(name)}`);
  for (const table of Object.values(names)) table.checkAllTaken();
  return shortened;
}

/** wasm-opt gives this name to the only module that is imported from. */
const shortModule = 'a';

/** @param {string} list */
function readList(list) {
  /** @type {{ imports: [module: string, name: string, short: string][], exports: [name: string, short: string][] }} */
  let parsed;
  try {
    parsed = JSON.parse(list);
  } catch {
    throw new Failure('wasm-opt has printed no list of short names, or more than that.');
  }
  const { imports, exports } = parsed;
  return {
    modules: table('module', new Map(imports.map(([module]) => [module, shortModule]))),
    imports: table('import', new Map(imports.map(([, name, short]) => [name, short]))),
    exports: table('export', new Map(exports)),
  };
}

/**
 * @param {string} kind
 * @param {Map<string, string>} names
 */
function table(kind, names) {
  const left = new Set(names.keys());
  return {
    /** @param {string} name */
    take(name) {
      const short = names.get(name);
      if (short === undefined) throw new Failure(`The glue has the ${kind} "${name}", which the module does not have.`);
      left.delete(name);
      return short;
    },
    checkAllTaken() {
      if (left.size > 0)
        throw new Failure(`The module has the ${kind} "${[...left][0]}", which the glue does not have.`);
    },
  };
}
