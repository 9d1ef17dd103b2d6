/** Throws in doubt: then Rust has to be asked. */
export function expect(isCertain: unknown): asserts isCertain {
  if (!isCertain) throw new TypeError();
}
