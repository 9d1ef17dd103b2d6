/** Warns the developer in the console. Never pass a secret. */
export function warn(message: string): void {
  console.warn(`cognito-wasm: ${message}`);
}

/** Reports an exception that has no caller, in the console. */
export function reportException(message: string, exception: unknown): void {
  console.error(`cognito-wasm: ${message}`, exception);
}

/** The console's functions for lines of an application. */
export type ConsoleFunction = 'debug' | 'error' | 'info' | 'log' | 'warn';

/** Writes a line of the application into the console. */
export function writeLine(to: ConsoleFunction, parts: readonly unknown[]): void {
  console[to](...parts);
}
