import type { AuthUser } from '../types/user.js';

/** What the mechanism of redirects needs from the instance. */
export interface RedirectHost {
  /** Runs a function of Rust, at once. */
  readonly run: <Output>(name: string, input: object) => Promise<Output>;
}

/** A sign-in that has begun, as Rust sends it. */
export interface BegunData {
  /** The address of Cognito's pages. */
  readonly url: string;
  /** Names the sign-in. */
  readonly state: string;
  /** The `BroadcastChannel` on which its window or frame hands over the address with which it comes back. */
  readonly channel: string;
}

/** What an address has led to, as Rust sends it; `undefined` if it is no answer. */
export type ReturnData =
  | { readonly user: AuthUser; readonly customState?: string; readonly returnTo?: string }
  /** The page that has opened this window waits for the address. */
  | { readonly channel: string }
  /** Nobody could be signed in without asking the user. */
  | { readonly code: string }
  | undefined;
