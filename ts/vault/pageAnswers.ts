/** The page's answers to the worker's questions. */
import { wasmHost } from '../loader/wasmHost.js';
import { memberOfAny } from '../values/members.js';
import type { ClientHost } from '../wire/wasmClient.js';
import { type HookName, hookNames, type Question } from './messages.js';
import { answerForPasskeys } from './pagePasskeys.js';

/** The application's functions, which take and return plain data. */
type Hooks = Readonly<Record<HookName, ((input: unknown) => unknown) | undefined>>;

const hooksOf = (host: ClientHost): Hooks => wasmHost(host) as unknown as Hooks;

/** The functions that the application has. It may set the one for client metadata at any time. */
export function givenHooks(host: ClientHost): HookName[] {
  const hooks = hooksOf(host);
  return hookNames.filter((name) => name !== 'clientMetadata' && hooks[name] !== undefined);
}

/** Whether the application has a function for client metadata. */
export function hasMetadata(host: ClientHost): boolean {
  return hooksOf(host).clientMetadata !== undefined;
}

/** Answers a question of the worker. */
export async function answerOf(
  host: ClientHost,
  question: Question,
  input: unknown,
  signal: AbortSignal,
): Promise<unknown> {
  const name = hookNames.find((each) => each === question);
  if (!name) return await answerForPasskeys(question, input, signal);
  const hook = hooksOf(host)[name];
  if (!hook) throw new TypeError('the page has no such function');
  return await hook(input);
}

/** What an application has thrown, as data. */
export function thrownData(reason: unknown): { readonly name: string; readonly message: string } {
  const text = (member: string): string => {
    const value = memberOfAny(reason, member);
    return typeof value === 'string' ? value : '';
  };
  return { name: text('name') || 'Error', message: text('message') };
}
