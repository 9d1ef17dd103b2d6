import { compileInput, type ModuleInput } from './givenModule.js';
import { type RelaxedModule, startRelaxedModule } from './relaxedModule.js';

let given: ModuleInput | PromiseLike<ModuleInput> | undefined;
let module: Promise<RelaxedModule | undefined> | undefined;

/** Takes the module for relaxed SIMD, or where it is to be had; it is fetched where it is of use. */
export function giveRelaxedModule(input: ModuleInput | PromiseLike<ModuleInput>): void {
  given ??= input;
}

/** The module that the application gave, started when it is first asked for after that. */
export function relaxedModule(): Promise<RelaxedModule | undefined> {
  const input = given;
  if (input === undefined) return Promise.resolve(undefined);
  return (module ??= startRelaxedModule(async () => compileInput(await input)));
}
