import type { AuthInstance } from '../instance/authInstance.js';
import { importLater } from '../loader/importLater.js';
import type * as parts from './sessionParts.js';

type Name = Exclude<keyof typeof parts, 'Runner'>;
type Inputs<Function> = Function extends (auth: parts.Runner, ...inputs: infer Given) => unknown ? Given : never;

const credentialsFile = /* @__PURE__ */ importLater(
  'what needs credentials',
  () => import(/* webpackChunkName: "cognito-wasm-credentials" */ './credentialsFile.js'),
);

/** A function of the file for the instance that `auth` returns. Each call asks anew, before the file is loaded. */
export function later<Each extends Name>(
  auth: () => AuthInstance,
  name: Each,
): (...inputs: Inputs<(typeof parts)[Each]>) => ReturnType<(typeof parts)[Each]> {
  const call = async (...inputs: unknown[]): Promise<unknown> => {
    const instance = auth();
    const all = (await credentialsFile()) as unknown as Readonly<Record<Name, (...given: unknown[]) => unknown>>;
    return await all[name](instance, ...inputs);
  };
  return call as unknown as ReturnType<typeof later<Each>>;
}
