import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { wrapGlue } from '../../ts/wasm/wrapGlue.mjs';

const glue = `/* generated */
let wasm;
let decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export class Client {
    bound() { return wasm; }
}

/**
 * Documentation that speaks of export class Other.
 */
export function onPanic(callback) {
    wasm = callback;
}

function schedule(callback) { queueMicrotask(callback); }

function initSync(module) {
    if (module) {
        wasm = module;
    }
}

async function __wbg_init(input) { wasm = input; schedule(() => {}); }

export { initSync, __wbg_init as default };
`;

function load(source) {
  return import(`data:text/javascript,${encodeURIComponent(source)}`);
}

describe('wrapGlue', () => {
  it('makes glue with separate variables for each call', async () => {
    const { createGlue, ...others } = await load(wrapGlue(glue));
    assert.deepEqual(others, {});
    const [first, second] = [createGlue(() => {}), createGlue(() => {})];
    await first.init('one');
    await second.init('two');
    assert.equal(new first.Client().bound(), 'one');
    assert.equal(new second.Client().bound(), 'two');
    first.onPanic('three');
    assert.equal(new first.Client().bound(), 'three');
    assert.equal(new second.Client().bound(), 'two');
  });

  it('schedules with the given function', async () => {
    const { createGlue } = await load(wrapGlue(glue));
    const scheduled = [];
    await createGlue((callback) => scheduled.push(callback)).init('one');
    assert.equal(scheduled.length, 1);
  });

  it('makes decoders with options without a prototype', () => {
    assert.match(wrapGlue(glue), /new TextDecoder\('utf-8', \{ __proto__: null, ignoreBOM: true \}\)/);
  });

  it('leaves out what instantiates the module in a way that nobody takes', () => {
    const wrapped = wrapGlue(glue);
    assert.doesNotMatch(wrapped, /initSync|wasm = module/);
    assert.match(wrapped, /async function __wbg_init/);
  });

  const surprises = {
    'has lost its default export': [glue.replace(' as default', ''), 'ends with "export {'],
    'lacks initSync': [glue.replace('function initSync(module)', 'function start(module)'), 'has a function initSync'],
    'lacks Client': [glue.replace('export class Client', 'class Client'), 'exports Client and onPanic'],
    'lacks onPanic': [glue.replace('export function onPanic', 'function onPanic'), 'exports Client and onPanic'],
    'exports in another way': [`${glue}export const version = 1;\n`, 'exports nothing in another way'],
    'imports a snippet': [`import { snippet } from './snippet.js';\n${glue}`, 'imports nothing'],
    'names its own address': [
      glue.replace('wasm = input', "wasm = new URL('x.wasm', import.meta.url)"),
      'imports nothing',
    ],
    'makes its decoder in another way': [
      glue.replace('ignoreBOM: true', 'fatal: true'),
      'makes decoders with { ignoreBOM: true }',
    ],
    'schedules in another way': [glue.replace('queueMicrotask', 'setTimeout'), 'schedules with queueMicrotask'],
  };
  for (const [surprise, [text, expectation]] of Object.entries(surprises)) {
    it(`refuses glue that ${surprise}`, () => {
      assert.throws(
        () => wrapGlue(text),
        ({ message }) => message.startsWith(`wrapGlue: expected glue that ${expectation}`),
      );
    });
  }
});
