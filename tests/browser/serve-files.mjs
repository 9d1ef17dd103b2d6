import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';

/** @type {Readonly<Record<string, string>>} */
const contentTypes = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/**
 * @typedef {object} FileServer
 * @property {string} origin
 * @property {() => Promise<void>} close
 */

/**
 * Serves files on a free local port.
 *
 * @param {Readonly<Record<string, URL | string>>} places by path: a folder for a path that ends with a slash, the text
 *   of a file for any other
 * @param {(url: URL) => Record<string, string>} [headers] further headers of the reply to a request
 * @returns {Promise<FileServer>}
 */
export async function serveFiles(places, headers = () => ({})) {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const path = url.pathname.endsWith('/') ? `${url.pathname}index.html` : url.pathname;
    read(places, path).then(
      (content) => {
        const type = contentTypes[extname(path)] ?? 'application/octet-stream';
        response.writeHead(200, { 'content-type': type, ...headers(url) }).end(content);
      },
      () => response.writeHead(404).end(),
    );
  });
  // Never close idle connections: a request may be using one again at that moment, and would fail.
  server.keepAliveTimeout = 0;
  await /** @type {Promise<void>} */ (new Promise((resolve) => server.listen(0, '127.0.0.1', resolve)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    origin: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * The longest matching path wins. The URL parser has resolved every `..`, so no path leads out of a folder.
 *
 * @param {Readonly<Record<string, URL | string>>} places
 * @param {string} path
 */
async function read(places, path) {
  const place = Object.keys(places)
    .filter((key) => (key.endsWith('/') ? path.startsWith(key) : path === key))
    .sort((a, b) => b.length - a.length)[0];
  const found = place === undefined ? undefined : places[place];
  if (place === undefined || found === undefined) throw new Error(`nothing is served at ${path}`);
  return typeof found === 'string' ? found : readFile(new URL(`.${path.slice(place.length - 1)}`, found));
}
