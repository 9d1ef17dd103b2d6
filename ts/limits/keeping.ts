import { importLater } from '../loader/importLater.js';
import { isPage } from '../platform/runtime.js';
import type { SessionPolicyOptions } from '../types/sessionPolicy.js';
import { memberOfAny } from '../values/members.js';
import type { KeptSession } from './keptSession.js';
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

/** Watches over the session of one configuration, in a page. Its code is loaded for those who want it. */
export class Keeping {
  readonly #make: () => Promise<SessionKeeper>;
  #keeper: Promise<SessionKeeper> | undefined;
  #isStopped = false;

  /**
   * @param clientId - Resolves with the app client's id when the configuration is in effect.
   */
  constructor(policy: GivenPolicy, session: KeptSession, clientId: () => Promise<string>) {
    this.#make = async () => {
      const { keepSession } = await keeperFile();
      const keeper = keepSession(policy, session, await clientId());
      if (!this.#isStopped) keeper.start();
      return keeper;
    };
  }

  /**
   * Resolves with what watches, when a session that has come to its end is over. Rejects if its code cannot be loaded, or an option
   * is wrong; the next call tries again.
   */
  async keeper(): Promise<SessionKeeper | undefined> {
    if (!isPage()) return undefined;
    const making = (this.#keeper ??= this.#make());
    try {
      const keeper = await making;
      await keeper.check();
      return keeper;
    } catch (reason) {
      this.#keeper = undefined;
      throw reason;
    }
  }

  /** Tells it of a sign-in, or of new tokens. */
  renewed(isSignIn: boolean): void {
    void this.#keeper?.then((keeper) => keeper.renewed(isSignIn)).catch(() => undefined);
  }

  stop(): void {
    this.#isStopped = true;
    void this.#keeper
      ?.then((keeper) => {
        keeper.stop();
      })
      .catch(() => undefined);
  }
}
