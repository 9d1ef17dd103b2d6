import type { ResourcesConfig } from '../configuration/configurationTypes.js';
import type { HubPayload } from '../hub/hubTypes.js';
import type { SessionPolicyOptions } from '../types/sessionPolicy.js';

/** The options, as the app gave them. */
export type GivenPolicy = { readonly [Name in keyof SessionPolicyOptions]: unknown };

/** What watching over a session needs from the instance. */
export interface KeepingHost {
  /** Resolves with the configuration when it is in effect. */
  readonly accepted: () => Promise<ResourcesConfig | undefined>;
  /** Runs a function, without a look at the limits first. */
  readonly run: <Output>(name: string, input: object) => Promise<Output>;
  /** Sends an event on the channel `auth`. */
  readonly tell: (payload: HubPayload) => void;
}
