import type { RelaxedModule } from '../loader/relaxedModule.js';
import type { LiveClient } from './configuredClient.js';

/** Gets the module for relaxed SIMD, or nothing where there is none. */
export type GetRelaxedModule = () => Promise<RelaxedModule | undefined>;

/** Clients that have the module, or are about to get it. */
const accelerated = /* @__PURE__ */ new WeakSet();

/** Gives a client the module for relaxed SIMD, if there is one. Never rejects, and nothing has to wait for it. */
export async function accelerate({ instance, client }: LiveClient, relaxedModule: GetRelaxedModule): Promise<void> {
  if (accelerated.has(client)) return;
  accelerated.add(client);
  const module = await relaxedModule();
  if (!module) return;
  try {
    await instance.run(() => {
      client.accelerate(module);
      return Promise.resolve();
    });
  } catch {
    // The instance has trapped meanwhile. The next one has clients of its own.
  }
}
