/** A library in the race. Its session is in memory, so that it does not touch the page's. */
export interface Runner {
  readonly name: string;
  /** What the library does while a page is idle, before anybody signs in. */
  readonly prepare: () => Promise<void>;
  readonly signIn: (username: string, password: string) => Promise<void>;
  readonly signOut: () => Promise<void>;
}

/** The pool, for both libraries. */
export interface Pool {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly userPoolEndpoint: string;
}
