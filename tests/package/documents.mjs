import { readFileSync } from 'node:fs';
import { filesIn } from '../../scripts/run/files.mjs';
import { inRoot } from '../../scripts/run/paths.mjs';

/**
 * A piece of code in a document.
 *
 * @typedef {object} Block
 * @property {string} where `README.md:12`, the line where it begins
 * @property {string} language the text after the fence
 * @property {string} code
 * @property {string} context what the reader has written before: `<!-- context: … -->` above the block
 */

/** The documents with code for readers, from the root. */
export const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'ARCHITECTURE.md',
  'SECURITY.md',
  'cli/README.md',
  'local/README.md',
  'www/README.md',
  ...filesIn('docs').filter((path) => path.endsWith('.md')),
  ...filesIn('examples').filter((path) => /^examples\/(?:[\w-]+\/)?README\.md$/.test(path)),
];

/** What the examples in the documentation of a function expect the reader to have. */
const readersOwn = `
declare const userPoolId: string, userPoolClientId: string, username: string, password: string;
declare const headers: Headers, code: string, button: HTMLButtonElement;
declare const outputs: { version: string; auth: object }, apis: object;
declare function showQrCode(address: string): void;
`;

/**
 * The examples in the documentation of the functions. They have no imports and may use every export of the package.
 *
 * @returns {Block[]}
 */
export function codeExamples() {
  const names = [...new Set(Array.from(textOf('api/entries.md').matchAll(/^- \*?(\w+)/gm), ([, name = '']) => name))];
  const examples = filesIn('ts').flatMap((path) => codeBlocks(path, textOf(path).replaceAll(/^ *\* ?/gm, '')));
  return examples.map((example) => {
    const used = names.filter((name) => new RegExp(`\\b${name}\\b`).test(example.code));
    return { ...example, context: `import { ${used.join(', ')} } from 'cognito-wasm/slim';${readersOwn}` };
  });
}

/** @param {string} path from the root */
export const textOf = (path) => readFileSync(inRoot(path), 'utf8');

/**
 * The fenced code blocks in Markdown.
 *
 * @param {string} name of the document
 * @param {string} text
 * @returns {Block[]}
 */
export function codeBlocks(name, text) {
  const pattern =
    /(?:^<!-- context:(?<context>[^]*?)-->\n+)?^(?<fence>`{3,}|~{3,})(?<language>\w*).*\n(?<code>[^]*?)^\k<fence>$/gm;
  return Array.from(text.matchAll(pattern), ({ 0: whole, index, groups = {} }) => {
    const { context = '', language = '', code = '' } = groups;
    const before = text.slice(0, index + whole.lastIndexOf(code));
    return { where: `${name}:${before.split('\n').length}`, language, code, context: context.trim() };
  });
}
