import { createServer } from 'node:http';

/** An empty page; the caller tells it what to import. */
const emptyPage = { type: 'text/html', body: '<!doctype html><title>bench</title>' };

/**
 * @typedef {{ type: string, body: string | Uint8Array }} File
 *
 * @typedef {object} Site
 * @property {string} url of a page that does nothing by itself
 * @property {() => void} close
 */

/**
 * Serves files on the loopback interface.
 *
 * @param {Record<string, File>} files by their paths
 * @returns {Promise<Site>}
 */
export async function startSite(files) {
  const server = createServer(({ url = '' }, response) => {
    const file = url === '/' ? emptyPage : files[url];
    if (!file) return void response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': file.type,
      'cache-control': 'no-store',
      // In an isolated page, the clock has a resolution of 5 microseconds instead of 100.
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    response.end(file.body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
