/** The module as Rust calls it; `relaxed/src/exports.rs` describes its functions and the buffer that they work on. */
export interface RelaxedModule {
  readonly buffer: Uint8Array;
  readonly generatorPower: (length: number) => void;
  readonly sharedSecret: (length: number) => void;
}
