import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { serveFiles } from '../serve-files.mjs';

const packageFolder = new URL('../../../dist/', import.meta.url);
const harnessFolder = new URL('./', import.meta.url);
const glanceFolder = new URL('../../glance/', import.meta.url);

/**
 * Serves the harness pages from one origin, with the libraries that they import: this package, `aws-amplify`,
 * `amazon-cognito-identity-js` and `oidc-client-ts`, all bundled, and this package unbundled, and with the cases for the glance. The query
 * parameter `csp` sets a page's content security policy, `isolated` isolates it from other origins, and `clear` has the browser clear the
 * site's data.
 */
export async function serveHarness() {
  const [ours, amplify, identity, oidc] = await (bundles ??= bundleLibraries());
  const worker = await readFile(new URL('vault/vaultWorker.js', packageFolder), 'utf8');
  const faults = await readFile(new URL('vault-faults.js', harnessFolder), 'utf8');
  const places = {
    '/': harnessFolder,
    '/package/': packageFolder,
    '/glance/': glanceFolder,
    '/bundles/cognito-wasm.js': ours,
    // The bundle looks for the file beside itself.
    '/bundles/vaultWorker.js': worker,
    '/vault-worker.js': `${faults}\n${worker}`,
    '/bundles/aws-amplify.js': amplify,
    '/bundles/amazon-cognito-identity-js.js': identity,
    '/bundles/oidc-client-ts.js': oidc,
  };
  return serveFiles(places, (url) => {
    const policy = url.searchParams.get('csp');
    return {
      // The frame without an origin loads its scripts cross-origin.
      'access-control-allow-origin': '*',
      ...(policy !== null && { 'content-security-policy': policy }),
      ...(url.searchParams.has('isolated') && {
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
      }),
      ...(url.searchParams.has('clear') && { 'clear-site-data': '"storage"' }),
    };
  });
}

/** Built only once. @type {ReturnType<typeof bundleLibraries> | undefined} */
let bundles;

function bundleLibraries() {
  return Promise.all([
    bundle([fileURLToPath(new URL('index.js', packageFolder))]),
    bundle(
      ['aws-amplify', 'aws-amplify/auth', 'aws-amplify/utils'],
      `export { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';`,
    ),
    bundle(['amazon-cognito-identity-js']),
    bundle(['oidc-client-ts']),
  ]);
}

/**
 * One module with the exports of several. A page loads faster if it does not request a hundred files.
 *
 * @param {string[]} modules
 * @param {string} [more] exports
 */
async function bundle(modules, more = '') {
  const { outputFiles } = await build({
    stdin: {
      contents: [...modules.map((name) => `export * from ${JSON.stringify(name)};`), more].join('\n'),
      resolveDir: fileURLToPath(harnessFolder),
    },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    // amazon-cognito-identity-js expects Node's name for the global object.
    define: { global: 'globalThis' },
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}
