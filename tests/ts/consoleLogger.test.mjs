import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';

import { ConsoleLogger } from '../../dist/utils.js';
import { consoleOutput } from './fakeWasm.mjs';

const methods = ['verbose', 'debug', 'info', 'log', 'warn', 'error'];

/** The lines that the functions of a logger write, and with which of the console's functions. */
function written(logger) {
  const lines = [];
  const to = ['debug', 'info', 'log', 'warn', 'error'];
  const originals = to.map((name) => console[name]);
  for (const name of to) console[name] = (line) => lines.push(`${name}: ${line}`);
  try {
    for (const method of methods) logger[method](method);
  } finally {
    to.forEach((name, index) => (console[name] = originals[index]));
  }
  return lines;
}

describe('ConsoleLogger', () => {
  afterEach(() => {
    ConsoleLogger.LOG_LEVEL = null;
    ConsoleLogger.BIND_ALL_LOG_LEVELS = false;
    delete globalThis.LOG_LEVEL;
  });

  it('writes warnings and errors unless a level is given', async () => {
    const some = ['warn: [WARN] cart - warn', 'error: [ERROR] cart - error'];
    assert.deepEqual(written(new ConsoleLogger('cart')), some);
    assert.deepEqual(written(new ConsoleLogger('cart', 'ERROR')), some.slice(1));
    assert.deepEqual(written(new ConsoleLogger('cart', 'NONE')), []);
  });

  it('writes everything with the level VERBOSE', async () => {
    assert.deepEqual(written(new ConsoleLogger('cart', 'VERBOSE')), [
      ...['log: [VERBOSE] cart - verbose', 'log: [DEBUG] cart - debug', 'log: [INFO] cart - info'],
      ...['log: [INFO] cart - log', 'warn: [WARN] cart - warn', 'error: [ERROR] cart - error'],
    ]);
  });

  it("uses the console's functions of the same names if it is asked to", async () => {
    ConsoleLogger.BIND_ALL_LOG_LEVELS = true;
    assert.deepEqual(written(new ConsoleLogger('cart', 'DEBUG')), [
      ...['debug: [DEBUG] cart - debug', 'info: [INFO] cart - info', 'info: [INFO] cart - log'],
      ...['warn: [WARN] cart - warn', 'error: [ERROR] cart - error'],
    ]);
  });

  it('takes the level of all loggers before its own, and that of the page before both', async () => {
    ConsoleLogger.LOG_LEVEL = 'NONE';
    assert.deepEqual(written(new ConsoleLogger('cart', 'VERBOSE')), []);
    globalThis.LOG_LEVEL = 'ERROR';
    assert.deepEqual(written(new ConsoleLogger('cart', 'VERBOSE')), ['error: [ERROR] cart - error']);
  });

  it('writes nothing with a level that it does not know', async () => {
    assert.deepEqual(written(new ConsoleLogger('cart', 'LOUD')), []);
  });

  it('hands on further values as they are', async () => {
    const logger = new ConsoleLogger('cart');
    const [details, failure] = [{ apples: 2 }, new Error('no price')];
    const lines = await consoleOutput('warn', () => {
      logger.warn('missing', details, failure);
      logger.warn(failure, details);
    });
    assert.deepEqual(lines, [
      ['[WARN] cart - missing', details, failure],
      ['[WARN] cart', failure, details],
    ]);
    assert.equal(lines[1][1], failure);
  });
});
