/** A library in the race. It leaves nothing where the page keeps its session, its unfinished sign-in and its history. */
export interface Runner {
  readonly name: string;
  /** What the library does while a page is idle, before anybody signs in. */
  readonly prepare: () => Promise<void>;
  /** Whether the user is signed in then, and nothing else is asked for. */
  readonly signIn: (username: string, password: string) => Promise<boolean>;
  readonly signOut: () => Promise<void>;
}

/** The pool, for both libraries. */
export interface Pool {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly userPoolEndpoint: string;
}
