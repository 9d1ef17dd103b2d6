/**
 * The small second module, for engines with relaxed SIMD on processors with a fused multiply-add. Its SRP kernel takes two
 * thirds of the time that the main module's takes. Everything works without it, so failures here are not reported.
 */
import { nextTask } from '../platform/task.js';
import type { RelaxedModule } from '../wire/relaxedModule.js';
import { hasRelaxedSimd } from './features.js';
import type { WebAssemblyModule } from '../platform/webTypes.js';

/** What the module exports. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly buffer: () => number;
  readonly buffer_bytes: () => number;
  readonly self_test: () => number;
  readonly generator_power: (length: number) => void;
  readonly shared_secret: (length: number) => void;
}

/** Runs of the self-test: one for the answer, the rest to make the engine optimise the kernel. */
const exercises = 5;

/**
 * Starts the module and runs its self-test, in slices short enough not to delay a frame.
 *
 * @returns `undefined` if the engine cannot use the module or the self-test fails.
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
      // The view stays valid: the module has no allocator, so its memory never grows.
      buffer: new Uint8Array(memory.buffer, buffer(), buffer_bytes()),
      generatorPower: generator_power,
      sharedSecret: shared_secret,
    };
  } catch {
    return undefined;
  }
}
