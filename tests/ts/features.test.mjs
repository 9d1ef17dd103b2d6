import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';

import { hasRelaxedSimd, hasSimd } from '../../dist/loader/features.js';

/** What the probes say in a Node that is started with `flags`. */
function probed(...flags) {
  const script = `
    import { hasRelaxedSimd, hasSimd } from ${JSON.stringify(new URL('../../dist/loader/features.js', import.meta.url))};
    console.log(JSON.stringify([hasSimd(), hasRelaxedSimd()]));
  `;
  return JSON.parse(
    execFileSync(process.execPath, [...flags, '--input-type=module', '--eval', script], { encoding: 'utf8' }),
  );
}

/** Flags of V8 that Node knows under either name, since a feature loses its flag some time after it has shipped. */
const knownFlags = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });

describe('the probes for features of WebAssembly', () => {
  it('find SIMD', () => {
    assert.equal(hasSimd(), true);
  });

  const flag = 'experimental-wasm-relaxed-simd';
  if (knownFlags.includes(`--${flag}`)) {
    it('find relaxed SIMD where it is switched on, and nowhere else', () => {
      assert.deepEqual(probed(`--${flag}`), [true, true]);
      assert.deepEqual(probed(`--no-${flag}`), [true, false]);
    });
  } else {
    it('find relaxed SIMD', () => {
      assert.equal(hasRelaxedSimd(), true);
    });
  }
});
