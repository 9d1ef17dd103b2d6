/** The parts of `npm start`: a local Cognito with the demo's backend, and the page. */
import { Failure } from '../run/failure.mjs';
import { step } from '../run/steps.mjs';
import { makeDemoBackend } from './demo-backend.mjs';

/**
 * Starts a local Cognito, and makes the demo's backend there.
 *
 * @param {object} place
 * @param {number} place.cognitoPort
 * @param {string} place.page the address of the page
 * @param {string} place.folder of the backend's project; the local Cognito forgets at its end, the project does not
 */
export async function startBackend({ cognitoPort, page, folder }) {
  const { startServer } = await import('cognito-wasm-local');
  const server = await startServer({ port: cognitoPort, seed: false });
  const cognito = new URL(server.url).origin;
  const files = await step('backend of the demo', () => makeDemoBackend({ folder, cognito, page }));
  return { cognito, files, close: () => server.close() };
}

/**
 * Serves the demo page. The package must be built.
 *
 * @param {number} port
 * @param {string} files the folder of the configuration; it is read at each request, so that the next push shows after a reload
 */
export async function serveDemo(port, files) {
  const [{ default: webpack }, { default: DevServer }, { default: configuration }] = await Promise.all([
    import('webpack'),
    import('webpack-dev-server'),
    import('../../webpack.config.js'),
  ]);
  const compiler = webpack({ ...configuration, mode: 'development', infrastructureLogging: { level: 'error' } });
  /** @type {Promise<import('webpack').Stats>} */
  const compiled = new Promise((resolve) => compiler.hooks.done.tap('start', resolve));
  const options = {
    ...configuration.devServer,
    port,
    setupExitSignals: false,
    static: { directory: files, watch: false },
  };
  const server = new DevServer(options, compiler);
  await server.start();
  const stats = await compiled;
  if (stats.hasErrors()) throw new Failure('The demo page could not be bundled.');
  return server;
}
