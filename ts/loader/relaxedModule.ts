/**
 * The small second module, for engines with relaxed SIMD on processors with a fused multiply-add: its kernel for SRP needs
 * two thirds of the time of the first one's. Everything works without it, so whatever goes wrong here goes unsaid.
 */
import { nextTask } from '../adapters/task.js';
import { hasRelaxedSimd } from './features.js';
import type { WebAssemblyModule } from '../types/platform.js';

/** The module as Rust calls it: the functions of `relaxed/src/exports.rs`, and the buffer that they work on. */
export interface RelaxedModule {
  readonly buffer: Uint8Array;
  readonly generatorPower: (length: number) => void;
  readonly sharedSecret: (length: number) => void;
}

/** What the module exports. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly buffer: () => number;
  readonly buffer_bytes: () => number;
  readonly self_test: () => number;
  readonly generator_power: (length: number) => void;
  readonly shared_secret: (length: number) => void;
}

/** How often the self-test is run: once for its answer, the rest so that the engine compiles the kernel well. */
const exercises = 5;

/**
 * Starts the module and has it test itself, in slices that hold up no frame.
 *
 * @returns Nothing if it is not to be used here.
 */
export async function startRelaxedModule(
  compile: () => Promise<WebAssemblyModule>,
): Promise<RelaxedModule | undefined> {
  try {
    if (!hasRelaxedSimd()) return undefined;
    const instance = await WebAssembly.instantiate(await compile());
    const { memory, buffer, buffer_bytes, self_test, generator_power, shared_secret } =
      instance.exports as unknown as Exports;
    for (let round = 0; round < exercises; round += 1) {
      await nextTask();
      if (self_test() !== 1) return undefined;
    }
    return {
      // The module has no allocator, so that its memory never grows and the view stays valid.
      buffer: new Uint8Array(memory.buffer, buffer(), buffer_bytes()),
      generatorPower: generator_power,
      sharedSecret: shared_secret,
    };
  } catch {
    return undefined;
  }
}
