/** By how many milliseconds services' clocks are ahead of this machine's, as they have shown. */

/** What an instance knows: the offset of each service by its origin, and under no name the last one that had to be corrected. */
const known = new WeakMap<object, Map<string, number>>();

const originOf = (url: string): string => new URL(url).origin;

/** The offset for a request to this address. */
export function clockOffset(instance: object, url: string): number {
  const offsets = known.get(instance);
  return offsets?.get(originOf(url)) ?? offsets?.get('') ?? 0;
}

/** Keeps an offset with which the service has accepted a request. */
export function keepClockOffset(instance: object, url: string, offset: number, isCorrection: boolean): void {
  const offsets = known.get(instance) ?? new Map<string, number>();
  known.set(instance, offsets.set(originOf(url), offset));
  if (isCorrection) offsets.set('', offset);
}
