/** A page, as the worker sees it: what it asks, and what it is asked. */
import { AuthError } from '../errors/authError.js';
import { memberOfAny } from '../values/members.js';
import type { Question, Reply, Request } from './messages.js';
import { outgoing } from './outgoing.js';

/** What a message can be posted to. */
export interface Postable {
  postMessage(message: unknown): void;
}

/** Hardly any page has as many calls under way, but an injected script may try to fill the worker's memory. */
const mostCalls = 1_000;

const tooManyCalls = (): AuthError =>
  new AuthError({
    name: 'TooManyRequestsException',
    message: `the vault makes no more than ${String(mostCalls)} calls of a page at once`,
    category: 'invalidState',
    recoverySuggestion: 'Call again when earlier calls have ended.',
    retryable: true,
  });

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** The connection with a page. */
export class PortLink {
  /** Whether the application has a function for client metadata. */
  hasMetadata = false;
  readonly #port: Postable;
  readonly #calls = new Map<number, AbortController>();
  readonly #questions = new Map<number, Waiting>();
  #asked = 0;

  constructor(port: Postable) {
    this.#port = port;
  }

  /** Sends data, and leaves out what may not leave the worker. */
  send(reply: Reply): void {
    this.#port.postMessage(outgoing(reply));
  }

  /** Sends what a call has come to. `output` has been made for the page. */
  settle(id: number, outcome: { readonly output: unknown } | { readonly error: unknown }): void {
    if (this.#calls.delete(id)) this.#report(id, outcome);
  }

  #report(id: number, outcome: { readonly output: unknown } | { readonly error: unknown }): void {
    this.#port.postMessage({ type: 'settled', id, ...outcome } satisfies Reply);
  }

  /** Begins a call; `undefined` if there is one with this id, or if there are too many, which the page is told. */
  begin(id: number): AbortSignal | undefined {
    if (this.#calls.has(id)) return undefined;
    if (this.#calls.size >= mostCalls) {
      this.#report(id, { error: outgoing(tooManyCalls()) });
      return undefined;
    }
    const controller = new AbortController();
    this.#calls.set(id, controller);
    return controller.signal;
  }

  /** Aborts a call. */
  abort(id: number): void {
    this.#calls.get(id)?.abort();
  }

  /** Asks the page. The input is data that may leave the worker. Rejects with what the application has thrown, or when the page is gone. */
  ask(question: Question, input: unknown, signal?: AbortSignal): Promise<unknown> {
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      this.#questions.set(id, { resolve, reject });
      signal?.addEventListener('abort', () => {
        if (!this.#questions.delete(id)) return;
        this.send({ type: 'dropped', id });
        reject(signal.reason as Error);
      });
      this.#port.postMessage({ type: 'ask', id, question, input } satisfies Reply);
    });
  }

  /** Takes the answer to a question. */
  answer({ id, value, error }: Extract<Request, { readonly type: 'answer' }>): void {
    const waiting = this.#questions.get(id);
    if (!waiting || !this.#questions.delete(id)) return;
    if (error === undefined) {
      waiting.resolve(value);
      return;
    }
    const [name, message] = ['name', 'message'].map((member) => String(memberOfAny(error, member)));
    waiting.reject(Object.assign(new Error(message), { name }));
  }

  /** The page is gone, or kept for the way back: its calls end, and its questions have no answer. */
  close(): void {
    const error = new AuthError({
      name: 'AbortError',
      message: 'the page was left during the call',
      recoverySuggestion: 'Call again.',
      retryable: true,
    });
    for (const [id, controller] of this.#calls) {
      this.settle(id, { error: outgoing(error) });
      controller.abort();
    }
    for (const { reject } of this.#questions.values()) reject(new Error('the page is gone'));
    this.#questions.clear();
  }
}
