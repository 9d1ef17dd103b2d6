import type { RelaxedModule } from '../wire/relaxedModule.js';
import type { LiveClient } from './configuredClient.js';

/** Gets the relaxed SIMD module, or `undefined` if the engine cannot use it. */
export type GetRelaxedModule = () => Promise<RelaxedModule | undefined>;

/** Clients that have the module or are waiting for it. */
const accelerated = /* @__PURE__ */ new WeakSet();

/** Gives a client the relaxed SIMD module if there is one. Never rejects. */
export async function accelerate({ instance, client }: LiveClient, relaxedModule: GetRelaxedModule): Promise<void> {
  if (!client.accelerate || accelerated.has(client)) return;
  accelerated.add(client);
  const module = await relaxedModule();
  if (!module) return;
  try {
    await instance.run(() => {
      client.accelerate?.(module);
      return Promise.resolve();
    });
  } catch {
    // The instance has trapped. Its successor gets a new client.
  }
}
