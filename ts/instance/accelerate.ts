import type { RelaxedModule } from '../wire/relaxedModule.js';
import type { LiveClient } from './configuredClient.js';

/** Gets the relaxed SIMD module, or `undefined` if the engine cannot use it. */
export type GetRelaxedModule = () => Promise<RelaxedModule | undefined>;

/** Gives a client the relaxed SIMD module if there is one. Never rejects. */
export async function accelerate(live: LiveClient, relaxedModule: GetRelaxedModule): Promise<void> {
  if (live.isAccelerated || !live.client.accelerate) return;
  live.isAccelerated = true;
  const module = await relaxedModule();
  try {
    if (module) live.instance.ask(() => live.client.accelerate?.(module));
  } catch {
    // The instance has trapped. Its successor gets a new client.
  }
}
