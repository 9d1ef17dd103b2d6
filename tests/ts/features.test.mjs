import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';

import { hasRelaxedSimd, hasSimd } from '../../target/typescript/loader/features.js';

/** The results of the probes in a Node started with `flags`. */
function probed(...flags) {
  const script = `
    import { hasRelaxedSimd, hasSimd } from ${JSON.stringify(new URL('../../target/typescript/loader/features.js', import.meta.url))};
    console.log(JSON.stringify([hasSimd(), hasRelaxedSimd()]));
  `;
  return JSON.parse(
    execFileSync(process.execPath, [...flags, '--input-type=module', '--eval', script], { encoding: 'utf8' }),
  );
}

/** V8's flags for the feature. Its name changes when it ships, and some time later the flag is removed. */
const knownFlags = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });

describe('the probes for features of WebAssembly', () => {
  it('find SIMD', () => {
    assert.equal(hasSimd(), true);
  });

  const flag = 'experimental-wasm-relaxed-simd';
  if (knownFlags.includes(`--${flag}`)) {
    it('find relaxed SIMD only if it is switched on', () => {
      assert.deepEqual(probed(`--${flag}`), [true, true]);
      assert.deepEqual(probed(`--no-${flag}`), [true, false]);
    });
  } else {
    it('find relaxed SIMD', () => {
      assert.equal(hasRelaxedSimd(), true);
    });
  }
});
