/** The page of errors has every name, as the sources spell it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { errorTables } from '../../scripts/docs/error-page.mjs';
import { inRoot } from '../../scripts/run/paths.mjs';

/** @param {string} path */
const read = (path) => readFileSync(inRoot(path), 'utf8');
const page = read('docs/errors.md');

describe('the page of errors', () => {
  it('has the rows of the table of names, as npm run docs writes them', () => {
    const source = read('src/error/names.rs');
    const rows = Array.from(source.matchAll(/^ {4}[A-Z_0-9]+ = "/gm));
    const tables = errorTables(source);
    assert.ok(rows.length > 50);
    assert.equal(
      Array.from(tables.matchAll(/^\| `/gm)).length - Array.from(tables.matchAll(/^### /gm)).length,
      rows.length,
    );
    assert.ok(page.includes(`<!-- names -->\n${tables}\n<!-- /names -->`), 'run npm run docs');
  });

  it('has a row for each name that editors suggest, and no row for another', () => {
    const known = Array.from(read('ts/errors/errorNames.ts').matchAll(/^ {2}\| '(\w+)';?$/gm), ([, name = '']) => name);
    const rows = Array.from(page.matchAll(/^\| (`\w+`(?:, `\w+`)*) \|/gm), ([, names = '']) => names);
    const named = rows.flatMap((row) => Array.from(row.matchAll(/`(\w+)`/g), ([, name = '']) => name));
    const members = ['name', 'message', 'category', 'retryable', 'recoverySuggestion', 'metadata', 'cause'];
    assert.ok(known.length > 120);
    assert.deepEqual([...new Set(named.filter((name) => !members.includes(name)))].sort(), [...new Set(known)].sort());
  });
});
