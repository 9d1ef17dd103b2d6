/** The demo and the local Cognito are built in layers: imports lead down, and never in a circle. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { circlesIn, importsAgainst, importsIn, placesIn } from './imports.mjs';

/** The lowest layer first. Places of one layer do not know each other. */
const demoLayers = [
  ['worker', 'storage'],
  ['pool'],
  ['ui'],
  ['log', 'settings', 'mailbox', 'wire'],
  ['session', 'race'],
  ['sign-up', 'sign-in', 'web-ui', 'call-api', 'bad-day'],
  ['account'],
  ['demo.ts'],
  ['main.ts'],
];

describe('the demo', () => {
  const imports = importsIn('www/src');

  it('has no circles of imports', () => {
    assert.ok(imports.size > 50, `only ${imports.size} files were found`);
    assert.deepEqual(circlesIn(imports), []);
  });

  it('imports only from lower layers', () => {
    assert.deepEqual(importsAgainst(imports, demoLayers), []);
  });
});

describe('the local Cognito', () => {
  const imports = importsIn('local/src');

  it('has no circles of imports', () => {
    assert.ok(imports.size > 50, `only ${imports.size} files were found`);
    assert.deepEqual(circlesIn(imports), []);
  });

  it('has no circles between its folders', () => {
    assert.deepEqual(circlesIn(placesIn(imports)), []);
  });
});

describe('the check', () => {
  const imports = new Map([
    ['main.ts', ['ui/form.ts']],
    ['ui/form.ts', ['pool/backend.ts', 'ui/text.ts']],
    ['ui/text.ts', []],
    ['pool/backend.ts', []],
    ['pool/names.ts', ['ui/text.ts']],
  ]);

  it('reports a circle of files with its whole way round', () => {
    const circle = new Map([...imports, ['pool/backend.ts', ['main.ts']]]);
    assert.deepEqual(circlesIn(circle), ['main.ts -> ui/form.ts -> pool/backend.ts -> main.ts']);
  });

  it('reports folders that import each other through different files', () => {
    assert.deepEqual(circlesIn(imports), []);
    assert.deepEqual(circlesIn(placesIn(imports)), ['ui -> pool -> ui']);
  });

  it('reports imports of a higher layer, and of another place in the same layer', () => {
    assert.deepEqual(importsAgainst(imports, [['pool'], ['ui'], ['main.ts']]), ['pool/names.ts -> ui/text.ts']);
    assert.deepEqual(importsAgainst(imports, [['pool', 'ui'], ['main.ts']]), [
      'ui/form.ts -> pool/backend.ts',
      'pool/names.ts -> ui/text.ts',
    ]);
  });

  it('reports a place without a layer', () => {
    assert.deepEqual(importsAgainst(imports, [['pool'], ['ui']]), [
      'main.ts has no layer',
      'pool/names.ts -> ui/text.ts',
    ]);
  });
});
