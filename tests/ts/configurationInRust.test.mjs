/** The file in which Rust's tests find what TypeScript makes of configurations. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';

import { expectedFile, expectedText } from '../configuration/expected.mjs';

it('Rust is compared with what TypeScript makes of a configuration', () => {
  assert.equal(
    readFileSync(expectedFile, 'utf8'),
    expectedText(),
    'after a change, run: node tests/configuration/expected.mjs',
  );
});
