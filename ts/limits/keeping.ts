import { importLater } from '../loader/importLater.js';
import { isPage } from '../platform/runtime.js';
import { soon } from '../platform/task.js';
import { memberOfAny } from '../values/members.js';
import type { GivenPolicy, KeepingHost } from './keepingHost.js';
import type { SessionKeeper } from './sessionKeeper.js';

const keeperFile = /* @__PURE__ */ importLater(
  'what watches over the session',
  () => import(/* webpackChunkName: "cognito-wasm-limits" */ './keeperFile.js'),
);

/** The options that say how a session is watched over; `undefined` if there are none. */
export function givenPolicyIn(options: unknown): GivenPolicy | undefined {
  const [autoRefresh, sessionLimits] = ['autoRefresh', 'sessionLimits'].map((name) => memberOfAny(options, name));
  return autoRefresh || sessionLimits !== undefined ? { autoRefresh, sessionLimits } : undefined;
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
    void soon()
      .then(() => this.admit())
      .catch(() => undefined);
  }

  /**
   * Resolves when a session that has come to its end is over. Rejects if it cannot be ended, the code cannot be loaded, or an option is
   * wrong; the next call tries again.
   *
   * @param isLeaving - Whether the call is the user's sign-out, which goes on nevertheless.
   */
  async admit(isLeaving = false): Promise<SessionKeeper | undefined> {
    if (!isPage() || this.#isStopped) return undefined;
    try {
      const keeper = await (this.#keeper ??= this.#load());
      await keeper.check();
      return keeper;
    } catch (reason) {
      if (isLeaving) return undefined;
      throw reason;
    }
  }

  async #load(): Promise<SessionKeeper> {
    try {
      const file = await keeperFile();
      const keeper = await file.keepSession(this.#policy, this.#host);
      if (!this.#isStopped) keeper.start();
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
      (keeper) => {
        keeper.renewed(isSignIn);
      },
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
