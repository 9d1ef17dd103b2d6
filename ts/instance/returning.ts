import type { ResourcesConfig } from '../configuration/configurationTypes.js';
import { browserStorage } from '../glance/browserStorage.js';
import { isRedirected } from '../glance/glance.js';
import type { PlainPool } from '../glance/plainPool.js';
import { importLater } from '../loader/importLater.js';
import { pageAddress } from '../platform/pages.js';
import { isPage } from '../platform/runtime.js';
import type { RedirectHost, ReturnData } from '../redirect/redirectHost.js';

/** The file with the code for redirects. */
export const redirectFile = /* @__PURE__ */ importLater(
  'what completes a redirect',
  () => import(/* webpackChunkName: "cognito-wasm-redirect" */ '../redirect/redirectFile.js'),
);

/**
 * Whether the page may have been loaded with an answer of Cognito's pages, or this tab was sent there and has come back without one: Rust
 * notes that in `sessionStorage`.
 *
 * @param pool - `undefined` if only Rust can read the configuration.
 */
export function mayReturn(pool: PlainPool | undefined, resources: ResourcesConfig | undefined): boolean {
  try {
    if (!isPage() || pool?.hasRedirect === false) return false;
    // Of a configuration that is still to be fetched, the app client is not known.
    const note = `${resources?.Auth?.Cognito.userPoolClientId ?? ''}.oauthTab`;
    // Without such a storage, this throws.
    const keys = (): string[] => Object.keys(browserStorage('sessionStorage') as Storage);
    return isRedirected({ hasRedirect: true }) || keys().some((key) => key.endsWith(note));
  } catch {
    return false;
  }
}

/** The last completion that an instance of this page has begun. */
let latest: Promise<void> | undefined;

/** A user who may have come back to this page from Cognito's pages. */
export class Returning {
  readonly #host: RedirectHost;
  /** The address that may have the answer. A router may show another one before this has been read. */
  #address: string | undefined;
  /** The one that Rust has been given. */
  #read: string | undefined;
  #data: Promise<ReturnData> | undefined;
  /** While a redirect is being completed: resolves when the user is signed in, or cannot be. */
  end: Promise<void> | undefined;

  constructor(host: RedirectHost) {
    this.#host = host;
  }

  /** Completes the redirect with which the page was loaded, once. The answer may be for a later configuration than the first. */
  begin(mayReturn: boolean): void {
    this.#data = this.end && this.#data;
    if (!this.#data && this.#address === this.#read) this.#address = undefined;
    if (mayReturn) void this.#complete();
  }

  #complete(): Promise<ReturnData> {
    const address = (this.#address ??= pageAddress() ?? '');
    // Instances of one app client take turns: a code works only once.
    const data = Promise.all([this.#data, latest]).then(async ([earlier]) => {
      if (earlier) return earlier;
      const { comeBack } = await redirectFile();
      await this.#host.ready();
      this.#read = address;
      return comeBack(this.#host, address);
    });
    this.#data = data;
    latest = this.#await(
      data.catch((error: unknown) => {
        // Otherwise Rust has told it.
        if (this.#read === address || this.#data !== data) return;
        // The answer is still good.
        this.#data = undefined;
        this.#host.failed(error);
      }),
    );
    return data;
  }

  /** Has calls wait for something. */
  #await(work: Promise<unknown>): Promise<void> {
    const end = Promise.allSettled([work, this.end]).then(() => {
      if (this.end === end) this.end = undefined;
    });
    return (this.end = end);
  }

  /** Completes a redirect whose address was handed over. Calls wait for it. */
  complete(input: object): Promise<ReturnData> {
    const data = this.#host.run<ReturnData>('completeRedirect', input);
    void this.#await(data);
    return data;
  }

  /**
   * Signs a user in who has come back.
   *
   * @param address - The address; by default that of the page, which is used once.
   * @param mayReturn - Whether the page may have one.
   */
  async handle(address: string | undefined, mayReturn: boolean): Promise<ReturnData> {
    const page = pageAddress();
    const given = address ?? page;
    if (given !== page && given !== this.#address) return this.complete({ address: given });
    return this.#data ?? ((address ?? this.#address) !== undefined || mayReturn ? this.#complete() : undefined);
  }
}
