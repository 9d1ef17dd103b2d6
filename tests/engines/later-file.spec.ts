/** The file with the module is not there when an app needs it: there is no connection, or the app has been deployed anew. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from './fixtures.js';

const app = `
  import { createAuth } from './index.js';
  // Never idle, so that the page does not load the module by itself.
  globalThis.requestIdleCallback = () => 0;
  const auth = createAuth({ Auth: { Cognito: { userPoolId: 'us-east-1_AbCdEfGhI', userPoolClientId: 'client' } } });
  globalThis.start = () => auth.ready().then(
    () => 'started',
    ({ name, message, category, retryable, recoverySuggestion, cause }) =>
      ({ name, message, category, retryable, recoverySuggestion, cause: cause.name }),
  );`;

const page = '<!doctype html><meta charset="utf-8"><script type="module" src="./main.js"></script>';

/** What a server does when the file is gone. */
const losses: Readonly<Record<string, (response: ServerResponse) => void>> = {
  'is gone': (response) => response.writeHead(404).end(),
  'is gone, and the server sends the page instead': (response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(page),
  'cannot be reached': (response) => response.destroy(),
};

/** Builds the app into several files, as its users do. */
async function builtApp(): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    stdin: { contents: app, resolveDir: fileURLToPath(new URL('../../dist/', import.meta.url)) },
    ...{ bundle: true, splitting: true, format: 'esm', minify: true, target: 'es2022', write: false },
    outdir: '/',
    entryNames: 'main',
  });
  return new Map(outputFiles.map(({ path, text }) => [path, text]));
}

/** Serves the app. While it is broken, the module's file is lost. */
async function serveApp(lose: (response: ServerResponse) => void) {
  const files = await builtApp();
  const state = { isBroken: true, lost: 0 };
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const isLater = path.includes('moduleFile');
    if (isLater && state.isBroken) {
      state.lost += 1;
      lose(response);
    } else if (path === '/') response.writeHead(200, { 'content-type': 'text/html' }).end(page);
    else {
      const text = files.get(path);
      response.writeHead(text === undefined ? 404 : 200, { 'content-type': 'text/javascript' }).end(text);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { origin: `http://localhost:${(server.address() as AddressInfo).port}`, state, close };
}

for (const [what, lose] of Object.entries(losses)) {
  test(`a module whose file ${what} is loaded by the next call when it is back`, async ({ openTab }) => {
    const { origin, state, close } = await serveApp(lose);
    try {
      const tab = await openTab();
      await tab.goto(`${origin}/`);
      const failed = {
        name: 'ModuleFileException',
        message: 'the file with the WebAssembly module could not be loaded',
        category: 'network',
        retryable: true,
        recoverySuggestion: expect.stringContaining('reload the page'),
        cause: 'TypeError',
      };
      expect(await tab.evaluate('start()')).toEqual(failed);
      expect(await tab.evaluate('start()')).toEqual(failed);
      expect(state.lost).toBeGreaterThan(1);
      state.isBroken = false;
      expect(await tab.evaluate('start()')).toBe('started');
      expect(await tab.evaluate('start()')).toBe('started');
    } finally {
      await close();
    }
  });
}
