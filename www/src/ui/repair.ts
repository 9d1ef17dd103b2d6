/** Parts of the page that could not be loaded, by name, and what loads them. */
const broken = new Map<string, () => Promise<void>>();

/** Has `repair` load a part of the page that could not be loaded. */
export function repairLater(name: string, load: () => Promise<void>): void {
  broken.set(name, load);
}

/** Forgets a part that has been loaded, or is no longer shown. */
export function forgetPart(name: string): void {
  broken.delete(name);
}

/** Loads all parts that could not be loaded. Those that fail again show their errors themselves. */
export async function repair(): Promise<void> {
  const loads = [...broken.values()];
  broken.clear();
  await Promise.all(loads.map((load) => load()));
}
