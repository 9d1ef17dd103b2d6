import type { AuthUser } from '../types/user.js';

/** What the mechanism of redirects needs from the instance. */
export interface RedirectHost {
  /** Runs a function of Rust, at once. */
  readonly run: <Output>(name: string, input: object) => Promise<Output>;
  /** Runs a function of Rust as an app's call, which may have to wait. */
  readonly call: <Output>(name: string, input: unknown) => Promise<Output>;
  /** Completes a redirect whose address was handed over. Calls of the app wait for it. */
  readonly complete: (input: object) => Promise<ReturnData>;
  /** Resolves when the module runs and has accepted the configuration. */
  readonly ready: () => Promise<void>;
  /** Tells the app that a redirect could not be completed, where Rust cannot. */
  readonly failed: (error: unknown) => void;
  /** The configured addresses. */
  readonly redirectUrls: (name: 'redirectSignIn' | 'redirectSignOut') => readonly string[];
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

/** A user who has come back. */
export interface SignedInData {
  readonly user: AuthUser;
  readonly customState?: string;
  readonly returnTo?: string;
}

/** What an address has led to, as Rust sends it; `undefined` if it is no answer. */
export type ReturnData =
  | SignedInData
  /** The page that has opened this window waits for the address. */
  | { readonly channel: string }
  /** Nobody could be signed in without asking the user. */
  | { readonly code: string }
  /** The window has signed in by itself, or has failed. */
  | { readonly isElsewhere: true }
  | undefined;
