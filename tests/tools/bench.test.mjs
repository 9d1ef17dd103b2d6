import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ratioCell, timeCell } from '../../scripts/bench/cells.mjs';
import { longestTask } from '../../scripts/bench/longest-task.mjs';
import { callTables, callTargets } from '../../scripts/bench/report-calls.mjs';
import { srpTables, srpTargets } from '../../scripts/bench/srp/report-srp.mjs';
import { ratios, shuffled, spread, takeTurns } from '../../scripts/bench/statistics.mjs';
import { percent } from '../../scripts/report/targets.mjs';

describe('the spread of values', () => {
  test('is that of the sorted values, whatever their order', () => {
    assert.deepEqual(spread([5, 1, 4, 2, 3]), { min: 1, lower: 2, median: 3, upper: 4, max: 5 });
  });

  test('lies between two values where none is in the place', () => {
    assert.deepEqual(spread([10, 20]), { min: 10, lower: 12.5, median: 15, upper: 17.5, max: 20 });
    assert.deepEqual(spread([7]), { min: 7, lower: 7, median: 7, upper: 7, max: 7 });
  });
});

describe('rounds', () => {
  test('are compared one by one, so that a slow one does not count', () => {
    assert.deepEqual(ratios([1, 10, 1], [2, 20, 2]), [0.5, 0.5, 0.5]);
    assert.equal(ratioCell([1, 10, 1], [2, 20, 2], percent), '50.0 % (50.0–50.0)');
  });

  test('have everybody in them once, in an order by chance', async () => {
    assert.deepEqual(
      shuffled(['a', 'b', 'c'], () => 0),
      ['c', 'a', 'b'],
    );
    assert.deepEqual(
      shuffled(['a', 'b', 'c'], () => 0.999),
      ['a', 'c', 'b'],
    );
    /** @type {string[]} */
    const order = [];
    const results = await takeTurns(['a', 'b', 'c'], 2, async (name) => order.push(name));
    assert.deepEqual([order.slice(0, 3).sort().join(''), order.slice(3).sort().join('')], ['abc', 'abc']);
    assert.deepEqual(
      Object.values(results).map(({ length }) => length),
      [2, 2, 2],
    );
  });
});

test('times have three digits, and ratios to oneself are left out', () => {
  assert.equal(timeCell([0.54, 0.54]), '0.54 (0.54–0.54)');
  assert.equal(timeCell([162.4, 12.34]), '87.4 (49.9–125)');
  assert.equal(ratioCell([1, 2], [1, 2], percent), '');
});

describe('the report on SRP', () => {
  const amplify = [{ public: 80, proof: 120 }];
  const results = {
    kernels: ['kernels:Portable', 'kernels:Simd128'],
    warm: {
      'kernels:Portable': [{ public: 2, proof: 6 }],
      'kernels:Simd128': [{ public: 1, proof: 4 }],
      'aws-amplify': amplify,
      'OpenSSL, native': [{ public: 1, proof: 1 }],
    },
    cold: {
      'kernels:Portable': [{ public: 5, proof: 15 }],
      'kernels:Simd128': [{ public: 2, proof: 8 }],
      'aws-amplify': amplify,
    },
    openssl: '3.0.19',
  };

  test('has A, what follows the challenge, the whole, and the whole beside others', () => {
    const [warm, cold] = srpTables(results);
    assert.deepEqual(warm?.rows[1], [
      'cognito-wasm, kernel Simd128',
      '1.00',
      '4.00',
      '5.00 (5.00–5.00)',
      '5.00',
      '2.5 % (2.5–2.5)',
      '2.50 × (2.50–2.50)',
    ]);
    assert.deepEqual(cold?.rows[2], ['aws-amplify', '80.0', '120', '200 (200–200)', '200', '']);
  });

  test('holds fast kernels to their targets, and the portable one to none', () => {
    assert.deepEqual(
      srpTargets(results).map(({ name, value, limit }) => ({ name, value, limit })),
      [
        { name: 'SRP with Simd128, of Amplify’s', value: 0.025, limit: 0.04 },
        { name: 'SRP with Simd128, of native', value: 2.5, limit: 2.2 },
        { name: 'SRP with Simd128, first of a page, of Amplify’s', value: 0.05, limit: 0.08 },
      ],
    );
  });

  test('does without native OpenSSL', () => {
    const { 'OpenSSL, native': _, ...warm } = results.warm;
    const without = { ...results, warm, openssl: undefined };
    assert.equal(srpTables(without)[0]?.columns.includes('of native'), false);
    assert.equal(srpTargets(without).length, 2);
  });
});

describe('the report on calls', () => {
  const signIn = (/** @type {number} */ whole) => ({ whole, own: whole / 2 });
  const session = { inARow: 100, atOnce: 10 };
  const results = {
    signIns: {
      'cognito-wasm': [[signIn(100), signIn(10), signIn(20), signIn(30)]],
      'aws-amplify': [[signIn(400), signIn(200), signIn(200), signIn(200)]],
    },
    sessions: { 'cognito-wasm': [session], 'aws-amplify': [{ inARow: 200, atOnce: 5 }] },
    firstCalls: { 'cognito-wasm': [30, 40], 'aws-amplify': [50, 60], 'an empty module': [10, 10] },
    blocks: undefined,
  };
  const [first] = callTables(results);
  const ratioOf = (/** @type {string} */ name) => first?.rows.find(([row]) => row === name)?.at(-1);

  test('keeps the first sign-in of a page apart from the later ones', () => {
    assert.equal(ratioOf('first sign-in of a page'), '25.0 % (25.0–25.0)');
    assert.equal(ratioOf('later sign-ins'), '10.0 % (10.0–10.0)');
    assert.equal(ratioOf('later sign-ins, without waiting for replies'), '10.0 % (10.0–10.0)');
  });

  test('compares sessions in a row and at once', () => {
    assert.equal(ratioOf('1000 × fetchAuthSession in a row'), '50.0 % (50.0–50.0)');
    assert.equal(ratioOf('100 × fetchAuthSession at once'), '200.0 % (200.0–200.0)');
  });

  test('takes what an empty module costs off the first call', () => {
    assert.equal(ratioOf('import to the end of the first call'), '55.0 % (52.5–57.5)');
    const [target] = callTargets(results);
    assert.deepEqual({ value: target?.value.toFixed(3), limit: target?.limit }, { value: '0.550', limit: 0.5 });
  });

  test('tells the longest blocks while a sign-in is prepared, where it can be', () => {
    assert.equal(callTables(results).length, 1);
    const block = (/** @type {number} */ normal) => ({ normal, slow: 4 * normal });
    const blocks = { 'an idle page': [block(4), block(5), block(20)], 'prepareSignIn()': [block(10)] };
    const prepared = { ...results, blocks };
    assert.deepEqual(callTables(prepared)[1]?.rows, [
      ['an idle page, normal speed', '5.00', '20.0'],
      ['an idle page, a CPU four times slower', '20.0', '80.0'],
      ['prepareSignIn(), normal speed', '10.0', '10.0'],
      ['prepareSignIn(), a CPU four times slower', '40.0', '40.0'],
    ]);
    assert.deepEqual(
      callTargets(prepared)
        .slice(1)
        .map(({ value, limit }) => [value, limit]),
      [
        [5, 16],
        [20, 50],
        [10, 16],
        [40, 50],
      ],
    );
  });
});

describe('the longest task', () => {
  const thread = { pid: 1, tid: 1 };
  const task = (/** @type {number} */ ts, /** @type {number} */ dur, where = thread) => ({
    name: 'RunTask',
    ts,
    dur,
    ...where,
  });
  const mark = { name: 'configure', ts: 10_000, ...thread };

  test('is that of the page, from the task with the mark', () => {
    const others = [task(0, 9000), task(20_000, 70_000, { pid: 2, tid: 1 }), task(20_000, 70_000, { pid: 1, tid: 2 })];
    assert.equal(longestTask({ traceEvents: [...others, task(9500, 3000), mark, task(30_000, 2000)] }, 'configure'), 3);
    assert.equal(longestTask({ traceEvents: [...others, task(9500, 3000), mark, task(30_000, 4000)] }, 'configure'), 4);
  });

  test('needs the mark and tasks', () => {
    assert.throws(() => longestTask({ traceEvents: [task(0, 1)] }, 'configure'), /no mark/);
    assert.throws(() => longestTask({ traceEvents: [mark] }, 'configure'), /no tasks/);
  });
});
