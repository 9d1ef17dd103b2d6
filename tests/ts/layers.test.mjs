import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { filesIn } from '../../scripts/run/files.mjs';
import { inRoot } from '../../scripts/run/paths.mjs';
import { layerFaults } from './layers.mjs';

const sources = new Map(
  filesIn('ts')
    .filter((path) => path.endsWith('.ts'))
    .map((path) => [path.replace(/^ts\//, ''), readFileSync(inRoot(path), 'utf8')]),
);

describe('the layers of ts/', () => {
  test('hold', () => {
    assert.ok(sources.size > 60, `only ${sources.size} sources were found`);
    assert.deepEqual(layerFaults(sources), []);
  });

  /** The faults after adding one file to the sources. */
  const faultsWith = (path, text) => layerFaults(new Map([...sources, [path, text]]));

  test('forbid an import from a higher layer, in every form', () => {
    for (const text of [
      `import { signIn } from '../signIn/signIn.js';`,
      `import '../signIn/signIn.js';`,
      `import type { SignInInput } from '../signIn/signInTypes.js';`,
      `export { signIn } from '../signIn/signIn.js';`,
      `const load = () => import('../signIn/signIn.js');`,
      `export type Input = import('../signIn/signIn.js').Input;`,
    ]) {
      const faults = faultsWith('hub/new.ts', text);
      assert.equal(faults.length, 1, text);
      assert.match(faults[0], /^hub\/new\.ts: may not import signIn\//);
    }
  });

  test('forbid an import from another folder of the same layer', () => {
    assert.deepEqual(faultsWith('session/new.ts', `import '../signIn/signIn.js';`), [
      'session/new.ts: may not import signIn/signIn',
    ]);
  });

  test('forbid a folder that has none', () => {
    assert.deepEqual(faultsWith('helpers/new.ts', ''), ['helpers/new.ts: the folder helpers has no layer']);
  });

  test('forbid a circle, within a folder too', () => {
    const around = new Map([
      ...sources,
      ['hub/a.ts', `import type { B } from './b.js';`],
      ['hub/b.ts', `import './c.js';`],
      ['hub/c.ts', `import './a.js';`],
    ]);
    assert.deepEqual(layerFaults(around), ['a circle: hub/a → hub/b → hub/c → hub/a']);
  });

  test('name no folder that is not there', () => {
    const without = new Map(Array.from(sources).filter(([path]) => !path.startsWith('facade/')));
    assert.ok(layerFaults(without).includes('the layers name facade, which is not there'));
  });
});
