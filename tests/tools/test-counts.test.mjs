import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  cargoTestCounts,
  nextestCounts,
  nodeTestCounts,
  playwrightCounts,
  total,
} from '../../scripts/suites/test-counts.mjs';

const nothing = { passed: 0, failed: 0 };

describe('the counts of', () => {
  test('cargo and wasm-bindgen are added up over their binaries', () => {
    const output = `
running 2 tests
test one ... ok
test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
test result: FAILED. 3 passed; 4 failed; 1 ignored; 0 filtered out; finished in 4.39s
`;
    assert.deepEqual(cargoTestCounts(output), { passed: 5, failed: 4 });
  });

  test('cargo-nextest are those of its summary', () => {
    const summary = '     Summary [   1.205s] 177 tests run: 177 passed, 0 skipped\n';
    assert.deepEqual(nextestCounts(summary), { passed: 177, failed: 0 });
    const failed =
      '     Summary [  29.154s] 109/177 tests run: 106 passed (1 slow), 2 failed, 1 timed out, 3 skipped\n';
    assert.deepEqual(nextestCounts(failed), { passed: 106, failed: 3 });
    const single = '     Summary [   0.100s] 1 test run: 1 passed, 0 skipped\n';
    assert.deepEqual(nextestCounts(single), { passed: 1, failed: 0 });
  });

  test('Node take a cancelled test for a failed one', () => {
    const output = 'ℹ tests 9\nℹ suites 4\nℹ pass 6\nℹ fail 1\nℹ cancelled 2\nℹ skipped 0\nℹ todo 0\n';
    assert.deepEqual(nodeTestCounts(output), { passed: 6, failed: 3 });
  });

  test('Playwright take every test that did not simply pass for a failed one', () => {
    assert.deepEqual(playwrightCounts('\n  127 passed (1.5m)\n'), { passed: 127, failed: 0 });
    const output = `
  2 failed
    tests/browser/demo.spec.ts:7:1 › walks on
  1 flaky
    tests/browser/tabs.spec.ts:7:1 › 5 failed
  3 did not run
  120 passed (1.2m)
`;
    assert.deepEqual(playwrightCounts(output), { passed: 120, failed: 6 });
  });

  test('Playwright say what was skipped, beside what has passed', () => {
    assert.deepEqual(playwrightCounts('\n  13 skipped\n  26 passed (1.0m)\n'), { passed: 26, failed: 0, skipped: 13 });
  });

  test('a runner that printed none are nothing', () => {
    for (const counts of [cargoTestCounts, nextestCounts, nodeTestCounts, playwrightCounts]) {
      assert.deepEqual(counts('thread panicked\n'), nothing);
    }
  });

  test('several suites are added', () => {
    assert.deepEqual(total([{ passed: 1, failed: 2 }, nothing, { passed: 3, failed: 0 }]), { passed: 4, failed: 2 });
    assert.deepEqual(total([]), nothing);
  });
});
