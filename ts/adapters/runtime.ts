interface Runtime {
  readonly document?: unknown;
  readonly WorkerGlobalScope?: unknown;
  readonly Deno?: unknown;
  readonly navigator?: { readonly product?: unknown; readonly userAgent?: unknown } | null;
}

/**
 * Whether this may serve several users: Node, Deno, Bun, workerd, and whatever else is neither a page (a test runner's too), nor
 * a browser's worker or extension, nor an app of React Native's.
 */
export function isServer(): boolean {
  const { document, WorkerGlobalScope, Deno, navigator } = globalThis as unknown as Runtime;
  if (document !== undefined || navigator?.product === 'ReactNative') return false;
  // These two have the classes of workers everywhere.
  if (Deno !== undefined || navigator?.userAgent === 'Cloudflare-Workers') return true;
  return WorkerGlobalScope === undefined;
}
