import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { passes } from '../build/shrink.mjs';
import { run } from '../run/command.mjs';
import { Failure } from '../run/failure.mjs';
import { inRoot, npmCommand } from '../run/paths.mjs';
import { measure } from './measure.mjs';
import { readSymbol } from './symbol.mjs';
import { readWasm } from './wasm-file.mjs';

const shipped = inRoot('dist', 'wasm', 'cognito_wasm_bg.wasm');
const unshrunk = inRoot('target', 'bound', 'cognito_wasm_bg.wasm');
const named = inRoot('target', 'size', 'named.wasm');

/**
 * Code that belongs together.
 *
 * @typedef {object} Part
 * @property {string} name
 * @property {number} functions
 * @property {number} bytes
 * @property {number} brotli the size when compressed alone; within the module it is somewhat less
 */

/**
 * Prints what the module consists of: sections, crates, our own modules, and the largest functions.
 *
 * @param {{ top: number, match: string }} options how many functions to list, and a text that their names must contain
 */
export async function printParts({ top, match }) {
  const { sections, functions, data } = await readNamed();
  const symbols = functions.map(({ name, code }) => ({ ...readSymbol(name), code }));

  heading('Sections of the module');
  for (const { name, bytes } of sections) if (name !== 'name') row(name, 0, bytes);
  row('  of data: printable text', 0, printable(data));
  heading('Code by crate', true);
  print(gather(symbols, ({ crate }) => crate));
  heading('Code by module of cognito_wasm, two levels deep', true);
  const own = symbols.filter(({ crate }) => crate === 'cognito_wasm');
  print(gather(own, ({ module }) => module.split('::').slice(0, 2).join('::') || '(root)'));
  heading(`The ${top} largest functions${match && ` with "${match}"`}, copies for several types taken together`, true);
  const matching = symbols.filter(({ name }) => name.includes(match));
  print(gather(matching, ({ name }) => name).slice(0, top));
}

/** The shipped module, but with the names of its functions. */
async function readNamed() {
  if (!existsSync(shipped) || !existsSync(unshrunk)) throw new Failure('Nothing is built: run npm run build.');
  mkdirSync(inRoot('target', 'size'), { recursive: true });
  await run(npmCommand('wasm-opt'), [...passes.module, '--debuginfo', unshrunk, '-o', named]);
  const file = readWasm(readFileSync(named));
  if (file.functions.every(({ name }) => name === '')) {
    throw new Failure('target/bound/cognito_wasm_bg.wasm has no names: the release profile must not strip symbols.');
  }
  const code = (/** @type {typeof file} */ { functions }) => functions.reduce((sum, { code }) => sum + code.length, 0);
  const difference = code(file) - code(readWasm(readFileSync(shipped)));
  if (difference !== 0) {
    console.log(`The code below is ${difference} bytes larger than the shipped code.`);
  }
  return file;
}

/**
 * @template {{ code: Uint8Array }} Item
 * @param {Item[]} items
 * @param {(item: Item) => string} name
 * @returns {Part[]} the largest first
 */
function gather(items, name) {
  /** @type {Map<string, Uint8Array[]>} */
  const parts = new Map();
  for (const item of items) parts.set(name(item), [...(parts.get(name(item)) ?? []), item.code]);
  return Array.from(parts, ([name, codes]) => {
    const { raw: bytes, brotli } = measure(Buffer.concat(codes));
    return { name, functions: codes.length, bytes, brotli };
  }).sort((a, b) => b.bytes - a.bytes);
}

/**
 * Bytes in runs of at least four printable characters.
 *
 * @param {Uint8Array} data
 */
function printable(data) {
  const runs = Buffer.from(data)
    .toString('latin1')
    .match(/[\n -~]{4,}/g);
  return (runs ?? []).join('').length;
}

/** @param {Part[]} parts */
function print(parts) {
  for (const { name, functions, bytes, brotli } of parts) row(name, functions, bytes, brotli);
}

/**
 * @param {string} title
 * @param {boolean} [ofCode]
 */
function heading(title, ofCode = false) {
  console.log(`\n${title}\n${columns(ofCode ? ['bytes', 'brotli*', 'functions'] : ['bytes'])}`);
}

/**
 * @param {string} name
 * @param {number} functions
 * @param {number} bytes
 * @param {number} [brotli]
 */
function row(name, functions, bytes, brotli) {
  console.log(`${columns(brotli === undefined ? [bytes] : [bytes, brotli, functions])}  ${name}`);
}

/** @param {(string | number)[]} values */
const columns = (values) => values.map((value) => String(value).padStart(9)).join(' ');
