/** Replaces the Rust module. A table of functions answers the calls of its clients. */
import { createLoader } from '../../target/typescript/loader/loader.js';

/** An error as Rust throws it. */
export function errorData(name, category = 'service', extra = {}) {
  return { name, message: `message of ${name}`, category, retryable: false, ...extra };
}

/**
 * @param {Record<string, (input: unknown, signal: AbortSignal | undefined, host: object) => unknown>} functions
 * @param {object} hooks
 * @param {(config: unknown) => void} [hooks.accept]
 * @param {string[]} [hooks.warnings] warnings of a client about its configuration
 * @param {string[]} [hooks.needs] globals that the module's source needs
 * @param {() => boolean} [hooks.isMemoryEmpty] whether everything is in the storage
 * @param {() => Promise<unknown>} [hooks.compile]
 * @param {() => Promise<unknown>} [hooks.init]
 */
export function fakeWasm(
  functions = {},
  {
    accept = () => {},
    warnings = [],
    isMemoryEmpty = () => true,
    needs = [],
    compile = async () => ({}),
    init = async () => {},
  } = {},
) {
  const instances = [];
  const calls = [];
  const modules = [];

  const createGlue = (queueMicrotask) => {
    const instance = { queueMicrotask, clients: 0 };
    instances.push(instance);
    return {
      init,
      onPanic: (callback) => {
        instance.panic = callback;
      },
      Client: class {
        constructor(config, host) {
          accept(config);
          instance.clients += 1;
          this.given = config;
          this.host = host;
        }

        warnings() {
          return warnings;
        }

        inherit(earlier) {
          this.earlier = earlier;
        }

        isMemoryEmpty() {
          return isMemoryEmpty();
        }

        free() {
          instance.clients -= 1;
        }

        accelerate(module) {
          modules.push(module);
        }

        call(name, input, signal) {
          calls.push({ name, input, signal });
          return functions[name](input, signal, this.host);
        }
      },
    };
  };

  return { ready: createLoader({ needs, compile }, createGlue), instances, calls, modules };
}

/** A promise with its `resolve` and `reject`. */
export function deferred() {
  const handles = {};
  const promise = new Promise((resolve, reject) => Object.assign(handles, { resolve, reject }));
  return { promise, ...handles };
}

/** Waits until all microtasks have run, including those that they queue. */
export function settled() {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Waits for a number of tasks, which a start in slices leaves to the page. */
export async function tasks(count = 10) {
  for (let task = 0; task < count; task += 1) {
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
  }
}

/** Collects what `work` writes to a method of the console. */
export async function consoleOutput(method, work) {
  const original = console[method];
  const lines = [];
  console[method] = (...words) => lines.push(words);
  try {
    await work();
  } finally {
    console[method] = original;
  }
  return lines;
}
