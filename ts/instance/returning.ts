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
    const clientId = resources?.Auth?.Cognito.userPoolClientId;
    const key = `CognitoIdentityServiceProvider.${String(clientId)}.oauthTab`;
    return isRedirected({ hasRedirect: true }) || typeof browserStorage('sessionStorage')?.getItem(key) === 'string';
  } catch {
    return false;
  }
}

/** The last completion that an instance of this page has begun. */
let latest: Promise<void> | undefined;

/** A user who may have come back to this page from Cognito's pages. */
export class Returning {
  readonly #host: RedirectHost;
  #data: Promise<ReturnData> | undefined;
  #end: Promise<void> | undefined;

  constructor(host: RedirectHost) {
    this.#host = host;
  }

  /** Whether a redirect is being completed. */
  get isUnderWay(): boolean {
    return this.#end !== undefined;
  }

  /** Resolves when the user is signed in, or cannot be. */
  async wait(): Promise<void> {
    while (this.#end) await this.#end;
  }

  /** Completes the redirect with which the page was loaded, once. The answer may be for a later configuration than the first. */
  begin(mayReturn: boolean): void {
    const earlier = this.#end && this.#data;
    // Instances of one app client take turns: a code works only once, and whoever has used it takes it out of the address.
    this.#data = mayReturn
      ? Promise.all([redirectFile(), earlier, latest]).then(
          ([{ comeBack }, data]) => data ?? comeBack(this.#host, pageAddress() ?? ''),
        )
      : earlier;
    const done = (): void => {
      // The Hub has the error, and so has `handleRedirectCallback`.
      if (this.#end === end) this.#end = undefined;
    };
    const end = this.#data?.then(done, done);
    this.#end = end;
    latest = end ?? latest;
  }

  /**
   * Signs a user in who has come back.
   *
   * @param address - The address; by default that of the page, which is used once.
   */
  async handle(address: string | undefined): Promise<ReturnData> {
    const page = pageAddress();
    if ((address ?? page) === page && this.#data) return this.#data;
    return this.#host.run('completeRedirect', { address: address ?? page, isArrival: (address ?? page) === page });
  }
}
