import { compileInput, type ModuleInput } from './compileInput.js';
import type { Integrity } from './integrity.js';
import type { RelaxedModule } from '../wire/relaxedModule.js';
import { startRelaxedModule } from './relaxedModule.js';

let given: { readonly input: ModuleInput | PromiseLike<ModuleInput>; readonly integrity?: Integrity } | undefined;
let module: Promise<RelaxedModule | undefined> | undefined;

/** Takes the relaxed SIMD module or its address, which replaces an earlier one. Only engines that can use it fetch it. */
export function giveRelaxedModule(input: ModuleInput | PromiseLike<ModuleInput>, integrity?: Integrity): void {
  given = { input, ...(integrity && { integrity }) };
}

/** The module that the application gave. The first call starts it. */
export function relaxedModule(): Promise<RelaxedModule | undefined> {
  if (!given) return Promise.resolve(undefined);
  const { input, integrity } = given;
  return (module ??= startRelaxedModule(async () => compileInput(await input, integrity)));
}
