import { build } from 'esbuild';
import { serveFiles } from '../serve-files.mjs';

const packageFolder = new URL('../../../dist/', import.meta.url);
const harnessFolder = new URL('./', import.meta.url);

/**
 * Serves the two harness pages of one origin, `cognito-wasm.html` and `aws-amplify.html`, with what they import: the built
 * package as it is, module by module, twice, and `aws-amplify` bundled. A page is served with the content security policy that
 * its query names as `csp`.
 */
export async function serveHarness() {
  const amplify = await bundleAmplify();
  const places = {
    '/': harnessFolder,
    '/package/': packageFolder,
    '/package-again/': packageFolder,
    '/bundles/aws-amplify.js': amplify,
  };
  return serveFiles(places, (url) => {
    const policy = url.searchParams.get('csp');
    return policy === null ? {} : { 'content-security-policy': policy };
  });
}

async function bundleAmplify() {
  const { outputFiles } = await build({
    stdin: {
      contents: [
        "export * from 'aws-amplify/auth';",
        "export { Amplify } from 'aws-amplify';",
        "export { Hub } from 'aws-amplify/utils';",
      ].join('\n'),
      resolveDir: new URL('.', import.meta.url).pathname,
    },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}
