const { TestEnvironment } = require('jest-environment-jsdom');

const hidden = ['AbortController', 'AbortSignal', 'DecompressionStream', 'Headers', 'Request', 'Response', 'fetch'];

module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    for (const name of [...hidden, 'TextDecoder', 'TextEncoder']) this.global[name] = globalThis[name];
  }
};
