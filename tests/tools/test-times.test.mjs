import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nextestTimes, nodeTestTimes, playwrightTimes, slowest } from '../../scripts/suites/test-times.mjs';

describe('the times of', () => {
  test('cargo-nextest are those of every test, whatever became of it', () => {
    const output = `
        PASS [   0.012s] ( 1/3) cognito-wasm::flow http::one
        FAIL [  12.500s] cognito-wasm src::two
     TIMEOUT [  60.001s] (3/3) cognito-wasm::flow three
     Summary [  60.100s] 3 tests run: 1 passed, 2 failed
`;
    assert.deepEqual(nextestTimes(output), [
      { name: 'cognito-wasm::flow http::one', seconds: 0.012 },
      { name: 'cognito-wasm src::two', seconds: 12.5 },
      { name: 'cognito-wasm::flow three', seconds: 60.001 },
    ]);
  });

  test('Node are those of tests with their groups, and of no group', () => {
    const output = `
▶ outer
  ▶ inner
    ✔ works (500ms)
    ✖ fails (250.5ms)
  ✖ inner (750ms)
  ✔ works (as it should) (20ms)
✖ outer (800ms)
✔ outer (1500ms)
﹣ left out (0.1ms) # SKIP
ℹ tests 4
✖ failing tests:
✖ fails (250.5ms)
`;
    assert.deepEqual(nodeTestTimes(output), [
      { name: 'outer › inner › works', seconds: 0.5 },
      { name: 'outer › inner › fails', seconds: 0.2505 },
      { name: 'outer › works (as it should)', seconds: 0.02 },
      { name: 'outer', seconds: 1.5 },
    ]);
  });

  test('Playwright are read in all of its units', () => {
    const output = `
  ✓    1 tests/browser/a.spec.ts:7:1 › walks (500ms)
  ✘   22 tests/browser/a.spec.ts:9:1 › stands (1.5s)
  ✓  333 tests/browser/b.spec.ts:1:1 › sleeps (2.0m)
  -  334 tests/browser/b.spec.ts:5:1 › is left out
  3 passed (3.0m)
`;
    assert.deepEqual(playwrightTimes(output), [
      { name: 'tests/browser/a.spec.ts:7:1 › walks', seconds: 0.5 },
      { name: 'tests/browser/a.spec.ts:9:1 › stands', seconds: 1.5 },
      { name: 'tests/browser/b.spec.ts:1:1 › sleeps', seconds: 120 },
    ]);
  });
});

test('the slowest are listed, the slowest of all first', () => {
  const times = [1, 30.04, 0.5, 2].map((seconds) => ({ name: `of ${seconds} s`, seconds }));
  assert.deepEqual(slowest(times, 2), ['   30.0 s  of 30.04 s', '    2.0 s  of 2 s']);
});
