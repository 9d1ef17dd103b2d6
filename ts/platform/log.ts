/** Tells the developer, in the console, of something that is not worth an error. Never pass a secret. */
export function warn(message: string): void {
  console.warn(`cognito-wasm: ${message}`);
}

/** Tells the developer, in the console, of an exception that has no caller to go to. */
export function reportException(message: string, exception: unknown): void {
  console.error(`cognito-wasm: ${message}`, exception);
}
