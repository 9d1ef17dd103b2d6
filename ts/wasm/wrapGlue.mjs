/**
 * Turns the glue that wasm-bindgen generates (`--target web --omit-default-module-path`) into a function.
 *
 * As generated, the glue is a module with one set of variables, which can be bound to one wasm instance and never to
 * another: a promise that belongs to a trapped instance would, when it settles, call into the memory of its successor.
 * As a function, each call has variables of its own. It also touches nothing when it is imported (the generated module
 * makes a `TextDecoder`), and it takes the `queueMicrotask` of Rust's executor as an argument, so that the loader sees
 * every trap.
 */

/** Another way to instantiate the module, which nobody takes. */
const initSync = /^function initSync\(module\) \{$[^]*?^\}\n/m;
const initExport = 'export { initSync, __wbg_init as default };';
/** Options with a prototype, from which a page's own members would come, too. */
const decoderOptions = '{ ignoreBOM: true }';
const exportStart = /^export (class|function) (\w+)/gm;

/**
 * @param {string} glue The generated module.
 * @returns {string} A module that exports `createGlue`, declared in `cognito_wasm.d.ts`.
 * @throws {Error} If the glue is not as it is known to be; another version of wasm-bindgen needs a look at this file.
 */
export function wrapGlue(glue) {
  const names = Array.from(glue.matchAll(exportStart), (match) => match[2]);
  const body = glue
    .replaceAll(exportStart, '$1 $2')
    .replace(initExport, '')
    .replace(initSync, '')
    .replaceAll(decoderOptions, '{ __proto__: null, ignoreBOM: true }');
  const expectations = {
    [`ends with "${initExport}"`]: glue.split(initExport).length === 2,
    'has a function initSync': initSync.test(glue),
    'exports Client and onPanic': names.includes('Client') && names.includes('onPanic'),
    'exports nothing in another way': !/^export\b/m.test(body),
    [`makes decoders with ${decoderOptions}`]: glue.includes(decoderOptions),
    'imports nothing': !/^\s*import\b/m.test(body) && !body.includes('import.meta'),
    'schedules with queueMicrotask': /\bqueueMicrotask\(/.test(body),
  };
  for (const [expectation, isMet] of Object.entries(expectations)) {
    if (!isMet) throw new Error(`wrapGlue: expected glue that ${expectation}`);
  }
  return `export function createGlue(queueMicrotask) {\n${body.trim()}\n\nreturn { init: __wbg_init, ${names.join(', ')} };\n}\n`;
}
