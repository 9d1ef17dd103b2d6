/** The relaxed SIMD module as Rust calls it. `relaxed/src/exports.rs` describes the functions and their buffer. */
export interface RelaxedModule {
  readonly buffer: Uint8Array;
  readonly generatorPower: (length: number) => void;
  readonly sharedSecret: (length: number) => void;
}
