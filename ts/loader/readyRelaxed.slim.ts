import { compileInput, type ModuleInput } from './givenModule.js';
import type { Integrity } from './integrity.js';
import type { RelaxedModule } from '../wire/relaxedModule.js';
import { startRelaxedModule } from './relaxedModule.js';

let given: { readonly input: ModuleInput | PromiseLike<ModuleInput>; readonly integrity?: Integrity } | undefined;
let module: Promise<RelaxedModule | undefined> | undefined;

/** Takes the module for relaxed SIMD, or where it is to be had; it is fetched where it is of use. */
export function giveRelaxedModule(input: ModuleInput | PromiseLike<ModuleInput>, integrity?: Integrity): void {
  given ??= { input, ...(integrity && { integrity }) };
}

/** The module that the application gave, started when it is first asked for after that. */
export function relaxedModule(): Promise<RelaxedModule | undefined> {
  if (!given) return Promise.resolve(undefined);
  const { input, integrity } = given;
  return (module ??= startRelaxedModule(async () => compileInput(await input, integrity)));
}
