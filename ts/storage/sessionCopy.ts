import { browserStorage } from '../glance/browserStorage.js';
import { AUTH_KEY_PREFIX, createKeysForAuthStorage } from '../token/authStorageKeys.js';
import type { KeyValueStorage, StorageChange } from '../types/keyValueStorage.js';
import { memberOfAny } from '../values/members.js';
import type { StorageItems } from '../wire/storageItems.js';
import type { Timer } from './askedStorage.js';
import { type KeepRefused, StorageCopy } from './storageCopy.js';
import { namesIn } from './userList.js';

/** The items of a user that only this package stores, or that older libraries do. `refresh` says which tab refreshes the session. */
const furtherItems = ['identity', 'userData', 'refresh'] as const;

/** Amplify stores the tokens of a user whose name it does not know under this one. */
const nameless = 'username';

/** What is stored about redirects, for the app client. The names are Amplify's. */
const ofRedirects = ['inflightOAuth', 'inflightOAuthDeadline', 'oauthState', 'oauthPKCE', 'oauthSignIn'] as const;

/** Amplify 5 notes here that the last sign-in was at Cognito's pages. */
const olderNote = 'amplify-signin-with-hostedUI';

/** Functions that need these: redirects, and what begins or ends a session, which may be of Cognito's pages. */
const redirecting =
  /^(beginRedirect|completeRedirect|cancelRedirect|signIn|confirmSignIn|autoSignIn|importSession|signOut|deleteUser)$/;

/** Functions that do without a stored session. */
const sessionless: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'signIn',
  'confirmSignIn',
  'autoSignIn',
  'prepareSignIn',
  'importSession',
  'signUp',
  'confirmSignUp',
  'resendSignUpCode',
  'resetPassword',
  'confirmResetPassword',
]);

/** The client that works on the copy. */
export interface CopyClient {
  /** Keeps in memory what the storage has refused. */
  readonly keepRefused: KeepRefused;
  /** Whether nothing is in memory. */
  readonly isMemoryEmpty: () => boolean;
}

/** The app client and the identity pool whose items are needed. */
export interface StoredPools {
  readonly userPoolClientId?: string | undefined;
  readonly identityPoolId?: string | undefined;
}

/**
 * The copy of an asynchronous storage, as the calls of one app client use it. Such a storage cannot list its items, so this knows
 * their names: before a call, and whenever Rust has acquired a lock, it reads those of the users who are signed in or named.
 */
export class SessionCopy implements StorageItems {
  readonly isShared: boolean;
  /** See `sourceOf`. */
  readonly source: KeyValueStorage;
  readonly #copy: StorageCopy;
  #pools: StoredPools = {};
  #client: CopyClient | undefined;
  /** The user whom the last call named. */
  #named: string | undefined;
  /** The last call, if it may need what is stored about redirects. */
  #redirect: { readonly input: unknown } | undefined;

  constructor(storage: KeyValueStorage, timer: Timer) {
    this.#copy = new StorageCopy(storage, timer);
    this.#copy.isContinuation = continuesSession;
    this.isShared = this.#copy.isShared;
    this.source = storage;
  }

  getItem(key: string): string | null {
    return this.#copy.getItem(key);
  }

  setItem(key: string, value: string): void {
    this.#copy.setItem(key, value);
  }

  removeItem(key: string): void {
    this.#copy.removeItem(key);
  }

  key(index: number): string | null {
    return this.#copy.key(index);
  }

  /** Sets what is called when everything in the storage was removed by the user, the browser or a script, and the copy has forgotten it. */
  set onCleared(listener: () => void) {
    this.#copy.onCleared = listener;
  }

  /** Says who works on the copy, and whose items are needed. */
  connect(client: CopyClient, pools: StoredPools): void {
    this.#client = client;
    this.#copy.keepRefused = client.keepRefused;
    this.#pools = pools;
  }

  /** Makes a call: reads what it needs, and resolves with its output when everything that it changed is stored. */
  async around<Output>(name: string, input: unknown, call: () => Promise<Output>): Promise<Output> {
    const username = memberOfAny(input, 'username');
    this.#named = typeof username === 'string' ? username : undefined;
    this.#redirect = redirecting.test(name) ? { input } : undefined;
    try {
      await this.refresh();
    } catch (error) {
      if (!this.#canDoWithout(name, error)) throw error;
    }
    let output: Output;
    try {
      output = await call();
    } catch (error) {
      await this.#copy.settled();
      throw error;
    }
    // The session says what each of its parts lacks, and resolves in every state.
    if (/^(fetchAuthSession|get(Tokens|Credentials))$/.test(name)) await this.#copy.settled();
    else await this.#copy.stored();
    return output;
  }

  /**
   * Whether a call need not know what is stored: nothing has ever been read, so nobody is signed in for this page, or whoever is has
   * the session in memory.
   */
  #canDoWithout(name: string, error: unknown): boolean {
    const isInMemory = this.#client?.isMemoryEmpty() === false;
    return isInMemory || ((sessionless.has(name) || isDenied(error)) && !this.#copy.hasBeenRead);
  }

  /** Does something when every change so far is stored, and nothing if the storage refused one. */
  async whenStored(act: () => void): Promise<void> {
    if (await this.#copy.settled()) act();
  }

  async settled(): Promise<void> {
    await this.#copy.settled();
  }

  /** Whether the storage has been read, for a call or by {@link refresh}. */
  get hasBeenRead(): boolean {
    return this.#copy.hasBeenRead;
  }

  /** Whether every change so far is stored, or has been taken back. */
  get isSettled(): boolean {
    return this.#copy.isSettled;
  }

  /** Reads the storage anew. A caller that does not wait for the client says whose items it needs. */
  async refresh({ userPoolClientId, identityPoolId }: StoredPools = this.#pools): Promise<void> {
    const prefix = `${AUTH_KEY_PREFIX}.${userPoolClientId}`;
    const pointer = `${prefix}.LastAuthUser`;
    const list = `${prefix}.AuthUserList`;
    const aliases = `${prefix}.deviceAliases`;
    const queue = `${prefix}.revocations`;
    const guest = identityPoolId ? [`com.amplify.Cognito.${identityPoolId}.identityId`] : [];
    await this.#copy.read(
      userPoolClientId ? [pointer, list, aliases, queue, ...guest, ...this.#redirects(prefix)] : guest,
    );
    if (!userPoolClientId) return;
    const names = new Set([this.getItem(pointer) ?? nameless, ...namesIn(this.getItem(list))]);
    if (this.#named !== undefined) {
      names.add(this.#named);
      for (const name of valuesIn(this.getItem(aliases))) names.add(name);
    }
    await this.#copy.read(Array.from(names, (name) => itemsOf(prefix, name)).flat());
  }

  /** The items about redirects that the last call needs: Rust keeps one for each, named by the random part of its `state`. */
  #redirects(prefix: string): string[] {
    if (!this.#redirect) return [];
    const { input } = this.#redirect;
    const find = (member: string, pattern: RegExp): string | undefined => {
      const text = memberOfAny(input, member);
      return typeof text === 'string' ? pattern.exec(text)?.[1] : undefined;
    };
    const pending = [find('address', /[?&#]state=([A-Za-z0-9]+)/), find('state', /^([A-Za-z0-9]+)/), ofTab(prefix)];
    return [
      ...ofRedirects.map((item) => `${prefix}.${item}`),
      olderNote,
      ...pending.filter((random) => random?.length === 32).map((random) => `${prefix}.oauth.${String(random)}`),
    ];
  }
}

/** The redirect that this tab has begun. */
function ofTab(prefix: string): string | undefined {
  try {
    return browserStorage('sessionStorage')?.getItem(`${prefix}.oauthTab`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Whether this page or runtime has no such storage, or may not use it: nobody can have signed in there. Other failures may pass. */
function isDenied(error: unknown): boolean {
  const names = ['SecurityError', 'PlatformNotSupported'];
  return names.some((name) => memberOfAny(memberOfAny(error, 'underlyingError'), 'name') === name);
}

/** Whether tokens are stored for somebody who is signed in already, as by a refresh. A sign-in also says who the current user is. */
function continuesSession(changes: readonly StorageChange[]): boolean {
  const stores = (item: RegExp): boolean => changes.some(({ key, value }) => value !== null && item.test(key));
  return stores(/\.(access|id|refresh)Token$/) && !stores(/\.LastAuthUser$/);
}

function itemsOf(prefix: string, username: string): string[] {
  const keys = Object.values(createKeysForAuthStorage(prefix, username));
  return [...keys, ...furtherItems.map((item) => `${prefix}.${username}.${item}`)];
}

/** The users to whom typed names have led. */
function valuesIn(aliases: string | null): string[] {
  try {
    const stored: unknown = JSON.parse(aliases ?? '{}');
    const values: unknown[] = Object.values(stored as object);
    return values.filter((value) => typeof value === 'string').slice(0, 20);
  } catch {
    return [];
  }
}
