/** A decision about the session. */
export interface DiagnosticDecision {
  /** When it was made, by the page's clock. */
  readonly time: Date;
  /** What was decided, such as `refreshed`, `kept`, `ended` or `signedOut`. */
  readonly decision: string;
  /** Why, such as `expired`, `503`, `revoked` or `user`. */
  readonly reason: string;
}

/**
 * Where an instance keeps its session: in one of the browser's storages, in memory, or in a storage of the app, which answers at
 * once (`synchronous`, cookies too) or with promises (`asynchronous`).
 */
export type DiagnosticStorage = 'local' | 'session' | 'memory' | 'synchronous' | 'asynchronous';

/**
 * What `diagnostics` resolves with. It contains no tokens, and no names of users or pools, so it can be part of a bug report.
 * `String(…)` makes lines of text of it, `JSON.stringify` JSON.
 */
export interface Diagnostics {
  /** The version of this package. */
  readonly version: string;
  /** The status of the session, as it is stored; `unknown` if that cannot be said without the module. */
  readonly status: 'active' | 'stale' | 'signedOut' | 'unknown';
  /** Where the instance keeps its session. */
  readonly storage: DiagnosticStorage;
  /** In which of the browser's storages a session was found; `none` if in neither. */
  readonly place: 'local' | 'session' | 'none';
  /** Whether `localStorage` and `sessionStorage` can be read. */
  readonly storages: {
    /** `localStorage`. */
    readonly local: boolean;
    /** `sessionStorage`. */
    readonly session: boolean;
  };
  /** Whether the browser has Web Locks, by which tabs take turns to refresh. */
  readonly locks: boolean;
  /** Whether the browser has `BroadcastChannel`, by which tabs tell each other what they stored. */
  readonly channels: boolean;
  /** Whether the module runs. */
  readonly module: boolean;
  /** Whether the app provides the tokens itself (`tokenProvider`). */
  readonly provided: boolean;
  /** Whether the browser says that it is online. */
  readonly online: boolean;
  /** The last hundred decisions in this tab, the oldest first. Of equal ones in a row, the first and the last are kept. */
  readonly history: readonly DiagnosticDecision[];
  /** All of it as lines of text. */
  toString(): string;
}

/** An instance, as far as its diagnostics need it. */
export interface DiagnosedInstance {
  /** The configuration in effect. */
  readonly configured: DiagnosedClient | undefined;
  /** Runs a public function. */
  run(name: string, input: object): Promise<unknown>;
}

/** One configuration of an instance. */
export interface DiagnosedClient {
  readonly resources: { readonly Auth?: { readonly Cognito?: object } | undefined } | undefined;
  /** The application's functions, the storage, and the client in the module. */
  readonly parts: readonly [hooks: { readonly tokenProvider?: unknown } | undefined, storage: unknown, live: unknown];
  /** Answers a call if that is plain from storage. */
  glance(name: string, input: object): { readonly output?: object | undefined } | undefined;
}
