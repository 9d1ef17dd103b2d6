/**
 * Passkeys in the worker: prompts are the page's, so the worker asks the page whose call needs one. The module looks for the same
 * objects as in a page.
 */
import { own } from '../configuration/given.js';
import { memberOfAny } from '../values/members.js';
import type { PortLink } from './portLink.js';

let prompter: PortLink | undefined;

/** From now on, prompts are shown in this page. */
export function promptIn(link: PortLink): void {
  prompter = link;
}

async function ask(
  question: 'createPasskey' | 'getPasskey' | 'hasConditionalMediation',
  input: unknown,
): Promise<unknown> {
  if (!prompter) throw new Error('no page is there to show the prompt');
  const signal = own(input, 'signal') as AbortSignal | undefined;
  const [publicKey, mediation] = [own(input, 'publicKey'), own(input, 'mediation')];
  return await prompter.ask(question, { publicKey, mediation }, signal);
}

/** Gives the worker what the module looks for in a page. */
export function installCredentials(): void {
  const define = (holder: object, name: string, value: unknown): void => {
    Object.defineProperty(holder, name, { value, configurable: true });
  };
  define(memberOfAny(globalThis, 'navigator') as object, 'credentials', {
    create: (options: unknown) => ask('createPasskey', options),
    get: (options: unknown) => ask('getPasskey', options),
  });
  define(
    globalThis,
    'PublicKeyCredential',
    Object.assign(() => undefined, { isConditionalMediationAvailable: () => ask('hasConditionalMediation', {}) }),
  );
  // By this, the module tells pages from other runtimes.
  define(globalThis, 'document', {});
}
