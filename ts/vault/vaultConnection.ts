/** The page's connection with the worker. */
import { AuthError } from '../errors/authError.js';
import { invalidInput } from '../errors/invalidInput.js';
import { note } from '../diagnostics/history.js';
import { dispatchOfTabs, hubItself, type Outlet } from '../hub/dispatchOfTabs.js';
import { toHubPayload } from '../instance/hubEvents.js';
import type { OwnPlace } from '../storage/ownStorage.js';
import { memberOfAny } from '../values/members.js';
import type { WebAbortSignal } from '../platform/webTypes.js';
import { noteEnd } from '../tabs/noteEnd.js';
import type { ClientHost, WasmClient } from '../wire/wasmClient.js';
import type { Reply, Request } from './messages.js';
import { answerOf, givenHooks, hasMetadata, thrownData } from './pageAnswers.js';
import { showAddress } from './showAddress.js';
import type { WorkerPort } from './startWorker.js';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

type EventReply = Extract<Reply, { readonly type: 'event' }>;

/** What a host is without a storage, which the worker has. */
export type PageHost = Omit<ClientHost, 'storage'> & Outlet;

/** By hub: the last changes that it was told of. */
const told = new WeakMap<object, string[]>();

/** As many as can be under way at once. */
const mostChanges = 16;

/** Whether a hub has not been told of a change. From now on, it has. */
function isFirst(hub: object, change: string): boolean {
  const known = told.get(hub) ?? [];
  if (known.includes(change)) return false;
  told.set(hub, [...known, change].slice(-mostChanges));
  return true;
}

/** A client in the worker. */
export class VaultConnection {
  readonly #port: WorkerPort;
  readonly #host: ClientHost & Outlet;
  readonly #calls = new Map<number, Waiting>();
  /** The answers that the worker waits for. */
  readonly #answers = new Map<number, AbortController>();
  #connecting: Waiting | undefined;
  #lastId = 0;
  /** The calls under way that end the session. */
  #ending = 0;
  /** What another page has done meanwhile. It is no news if the page's own call does the same. */
  #held: EventReply | undefined;

  constructor(port: WorkerPort, host: PageHost, place: OwnPlace) {
    this.#port = port;
    this.#host = { ...host, storage: place };
    port.addEventListener('message', ({ data }) => {
      this.#take(data as Reply);
    });
  }

  /** Has the worker make a client. Rejects with the worker's error if it refuses the configuration. */
  async connect(config: unknown): Promise<WasmClient> {
    const { hooks, storage } = this.#host;
    const warnings = await new Promise((resolve, reject) => {
      this.#connecting = { resolve, reject };
      const limits = { ...hooks?.limits };
      this.#post({ type: 'connect', config, place: storage as OwnPlace, limits, hooks: givenHooks(this.#host) });
    });
    return {
      warnings: () => warnings as readonly string[],
      isMemoryEmpty: () => false,
      inherit: () => undefined,
      keepRefused: () => false,
      free: () => undefined,
      call: (name, input, signal) => this.#call(name, input, signal),
    };
  }

  #post(request: Request): void {
    try {
      this.#port.postMessage(request);
    } catch (reason) {
      throw invalidInput('the input is not plain data', reason);
    }
  }

  /** The worker does not answer. The calls under way reject, and the next one connects with a worker again. */
  end(): void {
    // It may still come back to life.
    this.#post({ type: 'bye' });
    const error = new AuthError({
      name: 'TimeoutError',
      message: 'the worker of the vault ended during the call, or does not answer any more',
      category: 'network',
      recoverySuggestion: 'Call again: the next call connects with the worker, and starts it if need be.',
      retryable: true,
    });
    this.#connecting?.reject(error);
    for (const { reject } of this.#calls.values()) reject(error);
  }

  async #call(name: string, input: unknown, signal: WebAbortSignal | undefined): Promise<unknown> {
    const id = ++this.#lastId;
    const isEnding = name === 'signOut' || name === 'deleteUser';
    if (isEnding) this.#ending += 1;
    const abort = (): void => {
      this.#post({ type: 'abort', id });
    };
    try {
      return await new Promise((resolve, reject) => {
        this.#calls.set(id, { resolve, reject });
        this.#post({ type: 'call', id, name, input, hasMetadata: hasMetadata(this.#host) });
        if (memberOfAny(signal, 'aborted') === true) abort();
        else signal?.addEventListener('abort', abort);
      });
    } finally {
      this.#calls.delete(id);
      if (isEnding) this.#ending -= 1;
      if (this.#ending === 0) this.#release();
      signal?.removeEventListener('abort', abort);
    }
  }

  #take(reply: Reply): void {
    switch (reply.type) {
      case 'connected':
        this.#connecting?.resolve(reply.warnings);
        break;
      case 'refused':
        this.#connecting?.reject(reply.error);
        break;
      case 'settled': {
        const call = this.#calls.get(reply.id);
        if (Object.hasOwn(reply, 'error')) call?.reject(reply.error);
        else call?.resolve(reply.output);
        break;
      }
      case 'event':
        if (this.#host.isCurrent?.() === false) this.#leave();
        else this.#tell(reply);
        break;
      case 'decision':
        note(this.#host.authConfig?.()?.Cognito, reply.decision, reply.reason);
        break;
      case 'ask':
        void this.#answer(reply);
        break;
      case 'ping':
        this.#post({ type: 'pong' });
        break;
      case 'dropped':
        this.#answers.get(reply.id)?.abort();
        break;
      case 'pong':
      case 'ready':
    }
  }

  /** Tells the hub, once, if several instances of this page share it. */
  #tell(reply: EventReply): void {
    const { event, data, change, crossTab } = reply;
    if (event === 'showAddress') {
      showAddress(data);
      return;
    }
    if (event === 'signedOut') {
      this.#held = crossTab && this.#ending > 0 ? reply : undefined;
      if (this.#held) return;
    }
    const payload = data === undefined ? { event } : { event, data };
    const isNews = isFirst(hubItself(this.#host.hub), change);
    if (!crossTab) this.#host.emit(payload);
    else if (isNews) {
      noteEnd(this.#host.authConfig?.()?.Cognito, payload);
      dispatchOfTabs(this.#host.hub, toHubPayload(payload));
    }
  }

  #release(): void {
    const held = this.#held;
    this.#held = undefined;
    if (held) this.#tell(held);
  }

  /** Another configuration has taken the place of this one, and has a connection of its own. */
  #leave(): void {
    if (this.#calls.size === 0) this.#post({ type: 'bye' });
  }

  async #answer({ id, question, input }: Extract<Reply, { type: 'ask' }>): Promise<void> {
    let answer: { readonly value: unknown } | { readonly error: unknown };
    try {
      const controller = new AbortController();
      this.#answers.set(id, controller);
      answer = { value: await answerOf(this.#host, question, input, controller.signal) };
    } catch (reason) {
      answer = { error: thrownData(reason) };
    } finally {
      this.#answers.delete(id);
    }
    try {
      this.#port.postMessage({ type: 'answer', id, ...answer });
    } catch (reason) {
      this.#post({ type: 'answer', id, error: thrownData(reason) });
    }
  }
}
