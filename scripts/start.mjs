/**
 * `npm start`: builds everything, serves the demo page and runs a local Cognito for it, until Ctrl-C.
 * `npm start -- --port 8081 --cognito-port 9230` uses other ports.
 */
import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { buildPackage } from './build/package.mjs';
import { Failure } from './run/failure.mjs';
import { main } from './run/steps.mjs';
import { setUpBuild } from './setup/setup.mjs';

/** The ports of the page and of the local Cognito in `www/amplifyconfiguration.json`. */
const configured = { port: 8080, cognitoPort: 9229 };

await main(async () => {
  const { port, cognitoPort } = ports();
  await checkFree(port, '--port');
  await checkFree(cognitoPort, '--cognito-port');
  const cognito = `http://localhost:${cognitoPort}`;
  const isConfigured = port === configured.port && cognitoPort === configured.cognitoPort;
  const page = `http://localhost:${port}/${isConfigured ? '' : `?cognito=${cognito}`}`;
  await setUpBuild();
  await buildPackage();
  await startCognito(cognitoPort, page);
  await startDemo(port);
  // Being stopped is the normal end of this script.
  for (const signal of ['SIGINT', 'SIGTERM']) process.removeAllListeners(signal).once(signal, () => process.exit());

  console.log(`\n  Demo page      ${page}`);
  console.log(`  Local mailbox  ${cognito}/`);
  console.log('\n  Ctrl-C stops both.');
});

function ports() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: String(configured.port) },
      'cognito-port': { type: 'string', default: String(configured.cognitoPort) },
    },
  });
  return { port: portNumber(values.port), cognitoPort: portNumber(values['cognito-port']) };
}

/** @param {string} text */
function portNumber(text) {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new Failure(`Not a port: ${text}`);
}

/**
 * @param {number} port
 * @param {string} option that sets another port
 */
async function checkFree(port, option) {
  const server = createServer();
  await new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => resolve(undefined));
  }).catch((error) => {
    throw new Failure(`Port ${port} cannot be used (${error.code}): choose another with npm start -- ${option} PORT.`);
  });
  await new Promise((resolve) => server.close(resolve));
}

/**
 * @param {number} port
 * @param {string} page to which its hosted UI returns
 */
async function startCognito(port, page) {
  const { startServer } = await import('cognito-wasm-local');
  await startServer({ port, callbackUrls: [page] });
}

/** @param {number} port */
async function startDemo(port) {
  const [{ default: webpack }, { default: DevServer }, { default: configuration }] = await Promise.all([
    import('webpack'),
    import('webpack-dev-server'),
    import('../webpack.config.js'),
  ]);
  const compiler = webpack({ ...configuration, mode: 'development', infrastructureLogging: { level: 'error' } });
  /** @type {Promise<import('webpack').Stats>} */
  const compiled = new Promise((resolve) => compiler.hooks.done.tap('start', resolve));
  await new DevServer({ ...configuration.devServer, port, setupExitSignals: false }, compiler).start();
  const stats = await compiled;
  if (stats.hasErrors()) throw new Failure('The demo page could not be bundled.');
}
