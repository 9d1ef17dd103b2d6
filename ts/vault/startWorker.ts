/** Starting the worker, and telling a browser that has none from a file that could not be loaded. */
import { AuthError } from '../errors/authError.js';
import { invalidInput } from '../errors/invalidInput.js';
import { version } from '../loader/version.js';
import { absoluteAddress } from '../platform/absoluteAddress.js';
import { nextTask } from '../platform/task.js';
import { pageTimer } from '../platform/timer.js';
import { memberOfAny } from '../values/members.js';
import { holdLife } from './life.js';
import { ownVaultWorker, sharedVaultWorker } from './sharedWorker.js';

/** What the page writes to and hears from: a port of a `SharedWorker`, or a dedicated worker. */
export interface WorkerPort {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  start?(): void;
}

let pageLife: Promise<string> | undefined;

/** Calls back when the page is shown again that the browser has kept for the way back. */
export function whenBack(act: () => void): void {
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) act();
  });
}

/** Has the worker know that the page is back: some browsers have released its lock, so the worker took it for gone. */
export async function greetAgain(port: WorkerPort): Promise<void> {
  pageLife = holdLife();
  port.postMessage({ type: 'hello', life: await pageLife });
}

/** Long enough for a slow network. */
const startLimitMs = 60_000;

/** Why this page can have no worker. It is no error: the session is in the ordinary storage then. */
export class Blocked {
  readonly error: AuthError;

  constructor(underlyingError: unknown) {
    this.error = new AuthError({
      name: 'StorageException',
      message: 'this page cannot start the worker of the vault: the session is in the ordinary storage',
      category: 'configuration',
      recoverySuggestion: "Allow the worker's file in the `worker-src` directive of the Content-Security-Policy.",
      underlyingError,
    });
  }
}

function fileError(problem: string, retryable: boolean, underlyingError?: unknown): AuthError {
  return new AuthError({
    name: 'ModuleFileException',
    message: `the worker of the vault ${problem}`,
    category: retryable ? 'network' : 'configuration',
    recoverySuggestion: retryable
      ? 'Call again when there is a connection. If that does not help, check the address of the worker: see docs/vault.md.'
      : 'Close the other tabs of the app and reload the page, which gets the files of one version.',
    retryable,
    underlyingError,
  });
}

/** The browser refuses a worker for its address, though the page is denied nothing. */
function addressError(underlyingError: unknown): AuthError {
  return new AuthError({
    name: 'ModuleFileException',
    message: "the worker of the vault is not from the page's origin, so the browser does not start it",
    category: 'configuration',
    recoverySuggestion: "Serve the worker's file from the page's origin, and pass its address: `vault: { worker }`.",
    underlyingError,
  });
}

/** A worker that has answered. */
export interface Started {
  readonly port: WorkerPort;
  /** The lock that it holds: see `life.ts`. */
  readonly life: unknown;
}

interface Opened {
  readonly target: EventTarget;
  readonly port: WorkerPort;
}

/** The address that the application has given, which may be a `URL`; `undefined` for the file that comes with the package. */
function addressOf(given: unknown): string | undefined {
  if (given === undefined) return undefined;
  const text = typeof given === 'string' ? given : memberOfAny(given, 'href');
  if (typeof text === 'string' && text !== '') return absoluteAddress(text);
  throw invalidInput('`vault.worker` is not the address of a file', undefined, 'configuration');
}

/** Opens the worker, the one that all tabs share if the browser can do that. */
function open(address: string | undefined): Opened {
  const options = { type: 'module', name: `cognito-wasm-vault ${version}`, extendedLifetime: true } as const;
  if (memberOfAny(globalThis, 'SharedWorker') === undefined) {
    const worker = address === undefined ? ownVaultWorker() : new Worker(address, options);
    return { target: worker, port: worker };
  }
  const worker = address === undefined ? sharedVaultWorker() : new SharedWorker(address, options);
  return { target: worker, port: worker.port };
}

/** Listens for the message that a policy has kept a worker from starting. */
function watchPolicy(): { stop(): void; readonly violation: unknown } {
  let violation: unknown;
  const listener = (event: SecurityPolicyViolationEvent): void => {
    if (/^(worker-src|child-src|script-src|require-trusted-types-for)/.test(event.effectiveDirective))
      violation ??= event.effectiveDirective;
  };
  document.addEventListener('securitypolicyviolation', listener);
  return {
    stop() {
      document.removeEventListener('securitypolicyviolation', listener);
    },
    get violation() {
      return violation;
    },
  };
}

/** Waits until the worker answers. */
function answered({ target, port }: Opened, life: string): Promise<Started> {
  return new Promise((resolve, reject) => {
    const timer = pageTimer.start(() => {
      reject(fileError('did not answer', true));
    }, startLimitMs);
    port.addEventListener('message', ({ data }) => {
      if (memberOfAny(data, 'type') !== 'ready') return;
      pageTimer.stop(timer);
      const found = memberOfAny(data, 'version');
      if (found === version) resolve({ port, life: memberOfAny(data, 'life') });
      else reject(fileError(`is of version ${String(found)}, not ${version}`, false));
    });
    target.addEventListener('error', (event) => {
      pageTimer.stop(timer);
      reject(fileError('could not be loaded', true, memberOfAny(event, 'error')));
    });
    port.start?.();
    port.postMessage({ type: 'hello', life });
  });
}

/**
 * Starts the worker.
 *
 * @param given - The address that the application has given.
 * @returns `Blocked` if this page cannot have one.
 * @throws `AuthError` named `ModuleFileException` if its file could not be loaded, which may succeed later: the session is in it.
 */
export async function startWorker(given: unknown): Promise<Started | Blocked> {
  if (memberOfAny(globalThis, 'Worker') === undefined) return new Blocked(undefined);
  const policy = watchPolicy();
  try {
    const address = addressOf(given);
    const life = await (pageLife ??= holdLife());
    return await answered(open(address), life);
  } catch (reason) {
    // The browser says that a policy was violated in a task of its own.
    for (let task = 0; task < 3; task += 1) await nextTask();
    if (policy.violation !== undefined) return new Blocked(reason);
    if (memberOfAny(reason, 'name') !== 'SecurityError') throw reason;
    // A page that has no origin, or whose user blocks cookies, is denied storages, too.
    if (memberOfAny(globalThis, 'localStorage') === undefined) return new Blocked(reason);
    throw addressError(reason);
  } finally {
    policy.stop();
  }
}
