/** The part of the local Cognito that the worker uses. It is written in JavaScript. */
declare module 'cognito-wasm-local/service-worker' {
  export function serveCognito(options: {
    readonly origin: string;
    readonly hostedUi?: boolean;
    readonly guests?: boolean;
    readonly files?: string;
  }): void;
}
