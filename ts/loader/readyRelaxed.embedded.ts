/** The relaxed SIMD module of `cognito-wasm/embedded`, which contains it. */
export { relaxedModule } from './relaxedFile.js';
