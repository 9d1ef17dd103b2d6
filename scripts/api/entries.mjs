import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { inRoot } from '../run/paths.mjs';

/**
 * The names that each entry of `package.json` exports, those of types in italics.
 *
 * @returns {string} Markdown
 */
export function entryReport() {
  const { exports } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const entries = Object.entries(exports).flatMap(([entry, target]) =>
    typeof target === 'string'
      ? []
      : [{ entry: entry.replace('.', 'cognito-wasm'), file: inRoot(target.default.types) }],
  );
  const { options } = ts.convertCompilerOptionsFromJson({ module: 'nodenext', target: 'es2022', types: [] }, inRoot());
  const program = ts.createProgram(
    entries.map(({ file }) => file),
    options,
  );
  const sections = entries.map(({ entry, file }) => [`## ${entry}`, '', ...namesIn(program, file), ''].join('\n'));
  return ['# What each entry exports', '', 'Written by `npm run api`. Types are in italics.', '', ...sections].join(
    '\n',
  );
}

/**
 * @param {ts.Program} program
 * @param {string} file
 */
function namesIn(program, file) {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${file} is no module`);
  return checker
    .getExportsOfModule(module)
    .map((symbol) => {
      const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
      const { flags } = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
      return { name: symbol.name, isValue: (flags & ts.SymbolFlags.Value) !== 0 };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, isValue }) => (isValue ? `- ${name}` : `- *${name}*`));
}
