import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inOrder, printer, printLine, printingTo } from '../../scripts/run/output.mjs';
import { together } from '../../scripts/run/together.mjs';
import { runInTurn } from '../../scripts/suites/schedule.mjs';

/** Suites that run until they are told to end, and the names of those that have begun. */
function stage() {
  /** @type {string[]} */
  const begun = [];
  /** @type {Map<string, (result: string) => void>} */
  const ends = new Map();
  return {
    begun,
    run: (/** @type {{ name: string }} */ { name }) => {
      begun.push(name);
      return new Promise((/** @type {(result: string) => void} */ resolve) => ends.set(name, resolve));
    },
    /** Ends a suite, and lets whatever waits for that go on. */
    end: async (/** @type {string} */ name) => {
      ends.get(name)?.(`result of ${name}`);
      await new Promise(setImmediate);
    },
  };
}

describe('suites', () => {
  test('run two at a time, in their order, and give their results in it', async () => {
    const { begun, run, end } = stage();
    const results = runInTurn([{ name: 'a' }, { name: 'b' }, { name: 'c' }], run);
    await end('none');
    assert.deepEqual(begun, ['a', 'b']);
    await end('b');
    assert.deepEqual(begun, ['a', 'b', 'c']);
    await end('c');
    await end('a');
    assert.deepEqual(await results, ['result of a', 'result of b', 'result of c']);
  });

  test('that need the machine for themselves run beside no other', async () => {
    const { begun, run, end } = stage();
    const results = runInTurn([{ name: 'a' }, { name: 'b' }, { name: 'c', alone: true }, { name: 'd' }], run);
    await end('a');
    assert.deepEqual(begun, ['a', 'b']);
    await end('b');
    assert.deepEqual(begun, ['a', 'b', 'c']);
    await end('c');
    assert.deepEqual(begun, ['a', 'b', 'c', 'd']);
    await end('d');
    assert.equal((await results).length, 4);
  });
});

describe('output of work that is done at the same time', () => {
  test('is shown in the order in which it began, the first as it comes', () => {
    let shown = '';
    const open = inOrder((text) => (shown += text));
    const [first, second, third] = [open(), open(), open()];
    second.print('2');
    third.print('3');
    first.print('1');
    assert.equal(shown, '1');
    second.print('2');
    second.end();
    assert.equal(shown, '1');
    first.end();
    assert.equal(shown, '1223');
    third.print('3');
    assert.equal(shown, '12233');
  });

  test('goes where the work that prints it belongs, in callbacks too', async () => {
    /** @type {string[]} */
    const lines = [];
    await Promise.all(
      ['a', 'b'].map((name) =>
        printingTo(
          (text) => lines.push(`${name}: ${text}`),
          async () => {
            const print = printer();
            await new Promise(setImmediate);
            printLine('later');
            print('now');
          },
        ),
      ),
    );
    assert.deepEqual(lines.sort(), ['a: later\n', 'a: now', 'b: later\n', 'b: now']);
  });
});

describe('pieces of work done together', () => {
  test('begin at once, and print one after the other', async () => {
    let printed = '';
    let endFirst = () => {};
    /** @type {Promise<void>} */
    const secondHasPrinted = new Promise((resolve) => (endFirst = resolve));
    await printingTo(
      (text) => void (printed += text),
      () =>
        together(
          async () => {
            printLine('a begins');
            await secondHasPrinted;
            printLine('a ends');
          },
          async () => {
            printLine('b');
            endFirst();
          },
        ),
    );
    assert.equal(printed, 'a begins\na ends\nb\n');
  });

  test('all end before the first failure is reported, so that what they print is seen', async () => {
    let printed = '';
    const work = printingTo(
      (text) => void (printed += text),
      () =>
        together(
          async () => {
            throw new Error('the first');
          },
          async () => {
            await new Promise(setImmediate);
            printLine('the second ends');
            throw new Error('the second');
          },
        ),
    );
    await assert.rejects(work, { message: 'the first' });
    assert.equal(printed, 'the second ends\n');
  });
});
