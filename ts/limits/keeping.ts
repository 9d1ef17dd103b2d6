import type { ResourcesConfig } from '../configuration/configurationTypes.js';
import type { HubPayload } from '../hub/hubTypes.js';
import { importLater } from '../loader/importLater.js';
import { isPage } from '../platform/runtime.js';
import type { SessionPolicyOptions } from '../types/sessionPolicy.js';
import { memberOfAny } from '../values/members.js';
import type { SessionKeeper } from './sessionKeeper.js';

const keeperFile = /* @__PURE__ */ importLater(
  'what watches over the session',
  () => import(/* webpackChunkName: "cognito-wasm-limits" */ './keeperFile.js'),
);

/** The options, as the app gave them. */
export type GivenPolicy = { readonly [Name in keyof SessionPolicyOptions]: unknown };

/** The options that say how a session is watched over; `undefined` if there are none. */
export function givenPolicyIn(options: unknown): GivenPolicy | undefined {
  const [autoRefresh, sessionLimits] = ['autoRefresh', 'sessionLimits'].map((name) => memberOfAny(options, name));
  return autoRefresh || sessionLimits !== undefined ? { autoRefresh, sessionLimits } : undefined;
}

/** What watching over a session needs from the instance. */
export interface KeepingHost {
  /** Resolves with the configuration when it is in effect. */
  readonly accepted: () => Promise<ResourcesConfig | undefined>;
  /** Runs a function, without a look at the limits first. */
  readonly run: <Output>(name: string, input: object) => Promise<Output>;
  /** Sends an event on the channel `auth`. */
  readonly tell: (payload: HubPayload) => void;
}

/** Watches over the session of one configuration, in a page. Its code is loaded for those who want it. */
export class Keeping {
  readonly #policy: GivenPolicy;
  readonly #host: KeepingHost;
  #keeper: Promise<SessionKeeper> | undefined;
  #isStopped = false;

  constructor(policy: GivenPolicy, host: KeepingHost) {
    this.#policy = policy;
    this.#host = host;
    void Promise.resolve()
      .then(() => this.admit())
      .catch(() => undefined);
  }

  /**
   * Resolves when a session that has come to its end is over. Rejects if the code cannot be loaded, or an option is wrong; the next call
   * tries again.
   */
  async admit(): Promise<SessionKeeper | undefined> {
    if (!isPage()) return undefined;
    try {
      const keeper = await (this.#keeper ??= keeperFile().then((file) => file.keepSession(this.#policy, this.#host)));
      if (this.#isStopped) keeper.stop();
      else await keeper.check();
      return keeper;
    } catch (reason) {
      this.#keeper = undefined;
      throw reason;
    }
  }

  async recordActivity(): Promise<void> {
    (await this.admit())?.recordActivity();
  }

  /** Tells it of a sign-in, or of new tokens. */
  renewed(isSignIn: boolean): void {
    void this.#keeper?.then(
      (keeper) => keeper.renewed(isSignIn),
      () => undefined,
    );
  }

  stop(): void {
    this.#isStopped = true;
    void this.#keeper?.then(
      (keeper) => {
        keeper.stop();
      },
      () => undefined,
    );
  }
}
