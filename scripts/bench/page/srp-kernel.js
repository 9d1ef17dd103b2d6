/**
 * What `scripts/bench/srp/kernels.rs` exports.
 *
 * @typedef {object} Kernels
 * @property {() => Promise<unknown>} default loads the module beside the glue
 * @property {() => string[]} kernelNames
 * @property {new (kernel: string, secret: Uint8Array) => KernelClient} Srp
 *
 * @typedef {object} KernelClient
 * @property {() => string} public
 * @property {(...question: string[]) => string} prove
 * @property {() => void} free
 */

/** @type {Map<string, Promise<Kernels>>} */
const loaded = new Map();

/**
 * The crate's kernels, named as contenders: `module:kernel`.
 *
 * @param {string[]} modules
 */
export async function kernels(modules) {
  /** @type {string[]} */
  const names = [];
  for (const module of modules) {
    for (const kernel of (await load(module)).kernelNames()) {
      // A module also contains the kernels of the modules before it.
      if (!names.some((name) => name.endsWith(`:${kernel}`))) names.push(`${module}:${kernel}`);
    }
  }
  return names;
}

/**
 * One of this package's kernels.
 *
 * @param {string} name `module:kernel`
 * @returns {import('./srp.js').Contender}
 */
export function kernelContender(name) {
  const [module = '', kernel = ''] = name.split(':');
  return {
    prepare: () => load(module),
    async start() {
      const { Srp } = await load(module);
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

/** @param {string} module */
function load(module) {
  const glue = loaded.get(module) ?? start(module);
  loaded.set(module, glue);
  return glue;
}

/** @param {string} module */
async function start(module) {
  /** @type {Kernels} */
  const glue = await import(`/${module}.js`);
  await glue.default();
  return glue;
}
