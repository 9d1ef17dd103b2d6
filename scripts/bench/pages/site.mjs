import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { brotliCompressSync, constants } from 'node:zlib';
import { inRoot } from '../../run/paths.mjs';
import { modulePath } from '../../size/libraries.mjs';
import { bundleSplit, firstFile } from '../../size/split.mjs';

/**
 * The measured pages on the loopback interface. They are sent as a good server sends them: brotli, compressed before. The files are kept
 * in the browser's cache, and the page itself is asked for anew, so that a new version of the app arrives.
 *
 * @typedef {object} PageSite
 * @property {number} port
 * @property {() => void} close
 *
 * @typedef {{ type: string, body: Buffer }} SentFile
 */

/** On the same site as the pages, but without their files: for what has to be in the storage before the first visit. */
export const blankPath = '/blank';

/** Of every page: none changes while it is measured. */
const etag = '"1"';

const html = (/** @type {string} */ body) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>page</title>
<link rel="icon" href="data:,">${body}<p>Hello`;

/**
 * @param {Record<string, string>} apps the sources of the pages' scripts, by the pages' paths
 * @returns {Promise<PageSite>}
 */
export async function startPageSite(apps) {
  /** @type {Map<string, SentFile>} */
  const files = new Map();
  files.set(blankPath, sent('text/html', html('')));
  files.set(modulePath, sent('application/wasm', readFileSync(inRoot('dist/wasm/cognito_wasm_bg.wasm'))));
  for (const [path, source] of Object.entries(apps)) {
    files.set(path, sent('text/html', html(`<script type="module" src="${path}${firstFile}"></script>`)));
    const app = await bundleSplit(source);
    for (const [name, contents] of Object.entries(app.files)) {
      files.set(`${path}${name}`, sent('text/javascript', contents));
    }
  }
  const server = createServer(({ url = '', headers }, response) => {
    const file = files.get(url);
    if (!file) return void response.writeHead(404).end();
    const caching =
      file.type === 'text/html' ? { 'cache-control': 'no-cache', etag } : { 'cache-control': 'max-age=86400' };
    if (headers['if-none-match'] === etag) return void response.writeHead(304, caching).end();
    response.writeHead(200, {
      'content-type': file.type,
      'content-encoding': 'br',
      'content-length': file.body.length,
      ...caching,
    });
    response.end(file.body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    port,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * @param {string} type
 * @param {string | Uint8Array} contents
 * @returns {SentFile}
 */
function sent(type, contents) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return { type, body: brotliCompressSync(contents, { params }) };
}
