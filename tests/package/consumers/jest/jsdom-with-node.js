const { TestEnvironment } = require('jest-environment-jsdom');

const { AbortController, AbortSignal, DecompressionStream, fetch, Headers, Request, Response } = globalThis;
const { TextDecoder, TextEncoder } = globalThis;

/** jsdom with what a browser has, Node has too, and jsdom hides. */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, { AbortController, AbortSignal, DecompressionStream, fetch, Headers, Request });
    Object.assign(this.global, { Response, TextDecoder, TextEncoder });
  }
};
