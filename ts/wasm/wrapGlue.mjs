/**
 * Wraps the glue that wasm-bindgen generates (`--target web --omit-default-module-path`) in a function.
 *
 * The generated glue is a module with one set of variables, so it can serve only one wasm instance: a promise of a trapped
 * instance would call into its successor's memory when it settles. With a function, each instance has its own variables.
 * The wrapped glue also does nothing on import, whereas the generated module makes a `TextDecoder`. And it takes the
 * `queueMicrotask` of Rust's executor as an argument, so that the loader sees every trap.
 */

/** Another way to instantiate the module, which nobody takes. */
const initSync = /^function initSync\(module\) \{$[^]*?^\}\n/m;
const initExport = 'export { initSync, __wbg_init as default };';
/** These options inherit from `Object.prototype`, to which a page can add members. */
const decoderOptions = '{ ignoreBOM: true }';
const exportStart = /^export (class|function) (\w+)/gm;

/**
 * @param {string} glue The generated module.
 * @returns {string} A module that exports `createGlue`, declared in `cognito_wasm.d.ts`.
 * @throws {Error} If the glue is not as expected. After an update of wasm-bindgen, check this file.
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
