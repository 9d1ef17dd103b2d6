import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { inRoot } from '../../scripts/run/paths.mjs';

/**
 * A function or class that the package exports.
 *
 * @typedef {object} ApiFunction
 * @property {string} name
 * @property {string | undefined} example the code of its `@example`
 */

/**
 * The functions and classes that the entries export, with the examples that editors show for them.
 *
 * @returns {ApiFunction[]}
 */
export function apiFunctions() {
  const { exports } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const files = Object.values(exports).flatMap((target) =>
    typeof target === 'string' ? [] : [inRoot(target.default.types)],
  );
  const { options } = ts.convertCompilerOptionsFromJson({ module: 'nodenext', target: 'es2022', types: [] }, inRoot());
  const program = ts.createProgram(files, options);
  const checker = program.getTypeChecker();
  /** @type {Map<string, ApiFunction>} */
  const found = new Map();
  for (const file of files) {
    const source = program.getSourceFile(file);
    const module = source && checker.getSymbolAtLocation(source);
    for (const symbol of module ? checker.getExportsOfModule(module) : []) {
      const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      if (!(target.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Class))) continue;
      found.set(symbol.name, { name: symbol.name, example: exampleOf(target, checker) });
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * @param {ts.Symbol} symbol
 * @param {ts.TypeChecker} checker
 */
function exampleOf(symbol, checker) {
  const tag = symbol.getJsDocTags(checker).find(({ name }) => name === 'example');
  return /```ts\n([^]*?)```/.exec(ts.displayPartsToString(tag?.text))?.[1];
}
