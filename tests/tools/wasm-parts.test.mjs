import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readSymbol } from '../../scripts/size/symbol.mjs';
import { readWasm } from '../../scripts/size/wasm-file.mjs';

describe('the origin of a compiled function', () => {
  for (const [mangled, name, crate, module] of /** @type {const} */ ([
    ['cognito_wasm::text::decode::h557688775ef2e2f7', 'cognito_wasm::text::decode', 'cognito_wasm', 'text'],
    [
      'cognito_wasm::flow::store::<impl cognito_wasm::flow::Auth<H>>::read::{{closure}}::h586289d238bedeb1',
      'cognito_wasm::flow::store::<impl cognito_wasm::flow::Auth<H>>::read::{{closure}}',
      'cognito_wasm',
      'flow::store',
    ],
    [
      '<cognito_wasm::json::Json as serde_core::ser::Serialize>::serialize::h1e5039c5a6f5290c',
      '<cognito_wasm::json::Json as serde_core::ser::Serialize>::serialize',
      'cognito_wasm',
      'json',
    ],
    [
      '<T as base64ct::encoding::Encoding>::decode_vec',
      '<T as base64ct::encoding::Encoding>::decode_vec',
      'base64ct',
      'encoding',
    ],
    ['std[a543996e6e7dbf1e]::panicking::rust_panic', 'std::panicking::rust_panic', 'std', 'panicking'],
    ['memcpy', 'memcpy', 'runtime and exports', ''],
    ['<[A] as core::slice::cmp::Eq<B>>::eq', '<[A] as core::slice::cmp::Eq<B>>::eq', 'core', 'slice::cmp'],
  ])) {
    test(`${mangled} is ${module || 'nothing'} of ${crate}`, () => {
      assert.deepEqual(readSymbol(mangled), { name, crate, module });
    });
  }

  test('dropping a value is code of the crate that the value is from', () => {
    const { crate, module } = readSymbol(
      'core::ptr::drop_in_place<core::option::Option<cognito_wasm::token::jwt::Jwt>>::h30a2211f6beca6a2',
    );
    assert.deepEqual({ crate, module }, { crate: 'cognito_wasm', module: 'drop' });
    assert.equal(readSymbol('core::ptr::drop_in_place<core::option::Option<u8>>').crate, 'core');
  });
});

describe('a WebAssembly module', () => {
  /** @param {string} text */
  const name = (text) => [text.length, ...Buffer.from(text)];
  /**
   * @param {number} id
   * @param {number[]} content
   */
  const section = (id, content) => [id, content.length, ...content];
  const header = [...Buffer.from('\0asm'), 1, 0, 0, 0];

  test('is taken apart into sections, named functions and data', () => {
    const code = [2, 0, 0x0b];
    const { sections, functions, data } = readWasm(
      Uint8Array.from([
        ...header,
        ...section(1, [1, 0x60, 0, 0]),
        // A function and a memory with a limit: only the first takes a place before the module's own functions.
        ...section(2, [2, ...name('env'), ...name('f'), 0, 0, ...name('env'), ...name('m'), 2, 1, 1, 2]),
        ...section(3, [2, 0, 0]),
        ...section(10, [2, ...code, ...code]),
        ...section(11, [2, 0, 0x41, 8, 0x0b, ...name('ab'), 1, ...name('c')]),
        ...section(0, [...name('name'), 1, 10, 3, 0, ...name('f'), 1, ...name('g'), 2, ...name('h')]),
      ]),
    );
    assert.deepEqual(
      functions.map(({ name, code: body }) => [name, [...body]]),
      [
        ['g', code],
        ['h', code],
      ],
    );
    assert.equal(Buffer.from(data).toString(), 'abc');
    assert.deepEqual(
      sections.map(({ name: title }) => title),
      ['type', 'import', 'function', 'code', 'data', 'name'],
    );
    assert.deepEqual(sections[0], { name: 'type', bytes: 6 });
  });

  test('that ends too early is refused, and what is none too', () => {
    assert.throws(() => readWasm(Uint8Array.from([...header, 1])), /ends too early/);
    assert.throws(() => readWasm(Buffer.from('<!doctype html>')), /not a WebAssembly module/);
  });
});
