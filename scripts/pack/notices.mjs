/** The licences of third-party code in the package: crates in the modules. It contains no npm packages. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../run/failure.mjs';

const HEAD = `Third-party notices

The WebAssembly modules of this package contain the following crates, under the licences named here. Where a crate may be
taken under Apache-2.0 and brings no text, it is taken under that, whose text is in the file LICENSE.
`;

/** What the compiler links into every module. */
const STANDARD_LIBRARY = `The Rust standard library (core, alloc, std and what they contain)
Copyright (c) The Rust Project Contributors. MIT OR Apache-2.0, taken under Apache-2.0, whose text is in the file LICENSE.
Its allocator and hash tables (dlmalloc, hashbrown) have the same licences. compiler_builtins contains code of compiler-rt,
Copyright (c) the LLVM project, under Apache-2.0 WITH LLVM-exception, and of libm, Copyright (c) its authors, under MIT.
`;

/**
 * @param {import('./crates.mjs').Crate[]} crates
 * @returns {string} the text of the notices
 */
export function notices(crates) {
  const others = crates.filter(({ source }) => source !== '');
  /** @type {Map<string, string[]>} the crates of each text */
  const texts = new Map();
  for (const crate of others) {
    const own = licenceTexts(crate.folder);
    if (own.length === 0 && !/\bApache-2\.0\b/.test(crate.license)) {
      throw new Failure(
        `${crate.id} (${crate.license || 'no licence'}) does not include its licence text: add its notice by hand.`,
      );
    }
    for (const text of own) texts.set(text, [...(texts.get(text) ?? []), crate.id]);
  }
  const list = others.map(({ id, license }) => `${id}: ${license}`).join('\n');
  const parts = [...texts].map(([text, ids]) => `${ids.join(', ')}\n\n${text}`);
  return [HEAD, `${list}\n`, STANDARD_LIBRARY, ...parts].join(`\n${'-'.repeat(80)}\n\n`);
}

/** @param {string} folder */
function licenceTexts(folder) {
  return readdirSync(folder)
    .filter((name) => /^(licen[cs]e|copying|copyright|notice|unlicense)\b/i.test(name))
    .sort()
    .map((name) => `${readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim()}\n`);
}
