import type { AuthError } from '../errors/authError.js';
import { soon } from '../platform/task.js';
import type { KeyValueStorage, StorageChange } from '../types/keyValueStorage.js';
import { memberOfAny } from '../values/members.js';
import type { StorageItems } from '../wire/storageItems.js';
import { AskedStorage, type Timer } from './askedStorage.js';
import { hearOfClears } from './clears.js';

interface Change {
  readonly value: string | null;
  /** What the storage has if the change is not made; `undefined` if that is not known. */
  before: string | null | undefined;
}

/** Changes that are stored together, by key. The later one of two changes of an item replaces the other. */
type Batch = Map<string, Change>;

/**
 * Keeps items that a storage has refused, elsewhere. They are not in the copy any more.
 *
 * @returns Whether they are kept, so that whoever changed them need not hear of it.
 */
export type KeepRefused = (items: readonly StorageChange[], error: AuthError) => boolean;

const changesOf = (batch: Batch): StorageChange[] => Array.from(batch, ([key, { value }]) => ({ key, value }));

/** What became of a batch. */
interface Outcome {
  readonly error?: AuthError | undefined;
  /** What becomes of the changes to which a refusal has led. */
  readonly later?: Promise<Outcome> | undefined;
}

async function errorOf(outcome: Promise<Outcome>): Promise<AuthError | undefined> {
  const { error, later } = await outcome;
  return error ?? (later && (await errorOf(later)));
}

/** A synchronous copy of an asynchronous storage. */
export class StorageCopy implements StorageItems {
  readonly isShared: boolean;
  /** Called for what the storage refuses to store. Without it, a refusal is an error of {@link stored}. */
  keepRefused: KeepRefused | undefined;
  /** Whether changes only make sense with what is stored already. They are given up if that was removed meanwhile. */
  isContinuation: ((changes: readonly StorageChange[]) => boolean) | undefined;
  /** Called when the storage says that everything in it was removed. The copy has forgotten it. */
  onCleared: (() => void) | undefined;
  readonly #storage: AskedStorage;
  /** What is known of the storage, with the changes that are not stored yet. */
  readonly #items = new Map<string, string | null>();
  /** When each item was read or changed last, by {@link #now}. */
  readonly #times = new Map<string, number>();
  #now = 0;
  #hasBeenRead = false;
  /** The batches that are not stored yet, in order. */
  readonly #waiting: Batch[] = [];
  /** The last batch, while the same piece of code can add changes to it. */
  #open: Batch | undefined;
  #last: Promise<Outcome> | undefined;
  /** The outcomes of the batches that nobody has heard of yet. */
  readonly #outcomes = new Set<Promise<Outcome>>();
  /** How often everything in the storage was removed. */
  #clears = 0;
  /** The batches that were begun before that. */
  readonly #outdated = new WeakSet<Batch>();

  constructor(storage: KeyValueStorage, timer: Timer) {
    this.#storage = new AskedStorage(storage, timer);
    this.isShared = memberOfAny(storage, 'isShared') !== false;
    hearOfClears(storage, () => {
      this.#forget();
    });
  }

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.#change(key, value);
  }

  removeItem(key: string): void {
    this.#change(key, null);
  }

  /** The key of an item that has been read or written here: the storage cannot list its items. */
  key(index: number): string | null {
    const present = Array.from(this.#items).filter(([, value]) => value !== null);
    return present[index]?.[0] ?? null;
  }

  /** Whether the storage has ever been read. If not, it may be denied, as in some private windows. */
  get hasBeenRead(): boolean {
    return this.#hasBeenRead;
  }

  /** Reads these items anew. Changes that are not stored yet stay. */
  async read(keys: readonly string[]): Promise<void> {
    const [start, clears] = [++this.#now, this.#clears];
    const wanted = Array.from(new Set(keys)).filter((key) => !this.#isWaiting(key));
    const values = await Promise.all(wanted.map(async (key) => [key, await this.#storage.get(key)] as const));
    // Some of the values may have been read before.
    if (clears !== this.#clears) {
      await this.read(keys);
      return;
    }
    this.#hasBeenRead = true;
    for (const [key, value] of values) {
      // A change that was made meanwhile is newer, and so is what a later call has read.
      if (this.#isWaiting(key) || (this.#times.get(key) ?? 0) > start) continue;
      this.#times.set(key, start);
      this.#items.set(key, value);
    }
  }

  /** Resolves when every change so far is stored, or kept. Rejects if the storage refused one, which has been taken back. */
  async stored(): Promise<void> {
    const outcomes = Array.from(this.#outcomes);
    const errors = await Promise.all(outcomes.map(errorOf));
    for (const outcome of outcomes) this.#outcomes.delete(outcome);
    const error = errors.find((each) => each !== undefined);
    if (error) throw error;
  }

  /** Waits until every change so far is stored or taken back. Resolves with whether all are stored. */
  async settled(): Promise<boolean> {
    const errors = await Promise.all(Array.from(this.#outcomes, errorOf));
    return errors.every((error) => error === undefined);
  }

  /** Whether no change waits for the storage. */
  get isSettled(): boolean {
    return this.#waiting.length === 0;
  }

  /** Everything in the storage was removed. */
  #forget(): void {
    this.#clears += 1;
    for (const batch of this.#waiting) {
      this.#outdated.add(batch);
      for (const change of batch.values()) change.before = null;
    }
    for (const key of this.#items.keys()) if (!this.#isWaiting(key)) this.#items.delete(key);
    this.onCleared?.();
  }

  #isWaiting(key: string): boolean {
    return this.#waiting.some((batch) => batch.has(key));
  }

  #change(key: string, value: string | null): void {
    const batch = (this.#open ??= this.#openBatch());
    const earlier = batch.get(key);
    const before = earlier ? earlier.before : this.#items.get(key);
    batch.delete(key);
    batch.set(key, { value, before });
    this.#set(key, value);
  }

  #set(key: string, value: string | null | undefined): void {
    this.#times.set(key, ++this.#now);
    if (value === undefined) this.#items.delete(key);
    else this.#items.set(key, value);
  }

  /** Changes that are made without waiting in between are one batch. */
  #openBatch(): Batch {
    const batch: Batch = new Map();
    this.#waiting.push(batch);
    const earlier = this.#last;
    const outcome = soon().then(async () => {
      if (this.#open === batch) this.#open = undefined;
      await earlier;
      return await this.#store(batch);
    });
    this.#last = outcome;
    this.#outcomes.add(outcome);
    void errorOf(outcome).then((error) => {
      if (!error) this.#outcomes.delete(outcome);
    });
    return batch;
  }

  async #store(batch: Batch): Promise<Outcome> {
    const error = this.#isOver(batch) ? undefined : await this.#attempt(batch);
    if (this.#isOver(batch)) {
      this.#waiting.shift();
      this.#takeBack(batch);
      return {};
    }
    const items: Batch = new Map(Array.from(batch).filter(([, { value }]) => value !== null));
    // What is not stored can be kept elsewhere, but what is not removed is still there.
    const canKeep = error && this.keepRefused && items.size > 0;
    const isRemoved = canKeep && !(await this.#attempt(this.#removalsOf(batch)));
    this.#waiting.shift();
    if (!error) return {};
    this.#takeBack(isRemoved ? items : batch);
    const last = this.#last;
    if (!isRemoved || !this.#isKept(items, error)) return { error };
    return { later: this.#last === last ? undefined : this.#last };
  }

  #isKept(items: Batch, error: AuthError): boolean {
    try {
      const left = this.#leftOf(items);
      return left.length === 0 || this.keepRefused?.(left, error) === true;
    } catch {
      return false;
    }
  }

  /** What is still to be kept: a later change replaces an earlier one, and nothing is kept of a session that was removed since. */
  #leftOf(items: Batch): StorageChange[] {
    const isRemoved = (key: string): boolean => this.#waiting.some((batch) => batch.get(key)?.value === null);
    if (Array.from(items.keys()).some(isRemoved)) return [];
    return changesOf(items).filter(({ key }) => !this.#isWaiting(key));
  }

  /** The removals of what may be in the storage. Nothing that this page could use is in one that has never been read. */
  #removalsOf(batch: Batch): Batch {
    const isThere = ({ value, before }: Change): boolean =>
      value === null && before !== null && (before !== undefined || this.#hasBeenRead);
    return new Map(Array.from(batch).filter(([, change]) => isThere(change)));
  }

  async #attempt(batch: Batch): Promise<AuthError | undefined> {
    if (batch.size === 0) return undefined;
    const clears = this.#clears;
    const error = await (this.#storage.canApply ? this.#applyAll(batch) : this.#makeEach(batch));
    // What was stored before everything was removed is not there any more.
    return clears === this.#clears || this.#isOver(batch) ? error : await this.#attempt(batch);
  }

  /** Whether a batch continues something that was removed since it was begun. */
  #isOver(batch: Batch): boolean {
    return this.#outdated.has(batch) && this.isContinuation?.(changesOf(batch)) === true;
  }

  async #applyAll(batch: Batch): Promise<AuthError | undefined> {
    try {
      // What cannot be read is not overwritten: somebody may be signed in.
      if (!this.#hasBeenRead) await Promise.all(Array.from(batch.keys(), (key) => this.#storage.get(key)));
      await this.#storage.apply(changesOf(batch), () => {
        this.#correct(batch);
      });
      return undefined;
    } catch (error) {
      return error as AuthError;
    }
  }

  async #makeEach(batch: Batch): Promise<AuthError | undefined> {
    const begun: [key: string, before: string | null][] = [];
    try {
      for (const [key, change] of batch) {
        if (change.before === undefined) change.before = await this.#storage.get(key);
        begun.unshift([key, change.before]);
        await this.#storage.put(key, change.value, () => {
          this.#correct(new Map([[key, change]]));
        });
      }
      return undefined;
    } catch (error) {
      // The one that failed may have been made, too.
      await this.#storage.putAll(begun);
      return error as AuthError;
    }
  }

  /** A storage that was given up has made these changes later. They are replaced by what is in the copy. */
  #correct(batch: Batch): void {
    for (const key of batch.keys()) if (!this.#isWaiting(key)) this.#change(key, this.getItem(key));
  }

  /** Takes changes back in the copy, but not later changes of the same items: for those, this batch was never there. */
  #takeBack(batch: Batch): void {
    for (const [key, { before }] of batch) {
      const later = this.#waiting.find((each) => each.has(key))?.get(key);
      if (later) later.before = before;
      else this.#set(key, before);
    }
  }
}
