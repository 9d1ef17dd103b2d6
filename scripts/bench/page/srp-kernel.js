/**
 * What `scripts/bench/srp/kernels.rs` exports.
 *
 * @typedef {object} Kernels
 * @property {(input: { module_or_path: string }) => Promise<unknown>} default
 * @property {() => string[]} kernelNames
 * @property {new (kernel: string, secret: Uint8Array) => KernelClient} Srp
 *
 * @typedef {object} KernelClient
 * @property {() => string} public
 * @property {(...question: string[]) => string} prove
 * @property {() => void} free
 */

/** Generated, so that nothing is known of it before. */
const glue = /** @type {string} */ ('/kernels.js');

/** @type {Promise<Kernels> | undefined} */
let loaded;

/** The names of the crate's kernels. */
export async function kernels() {
  return (await load()).kernelNames();
}

/**
 * One of this package's kernels, in a module of their own.
 *
 * @param {string} kernel
 * @returns {import('./srp.js').Contender}
 */
export function kernelContender(kernel) {
  return {
    prepare: load,
    async start() {
      const { Srp } = await load();
      const srp = new Srp(kernel, crypto.getRandomValues(new Uint8Array(32)));
      return {
        srpA: () => srp.public(),
        prove({ poolId, userId, password, srpB, salt, secretBlock, timestamp }) {
          const signature = srp.prove(poolId, userId, password, srpB, salt, secretBlock, timestamp);
          srp.free();
          return signature;
        },
      };
    },
  };
}

function load() {
  loaded ??= start();
  return loaded;
}

async function start() {
  /** @type {Kernels} */
  const module = await import(glue);
  await module.default({ module_or_path: '/kernels.wasm' });
  return module;
}
