/**
 * `npm start`: builds everything, runs a local Cognito, makes the demo's backend there, and serves the demo page, until Ctrl-C.
 * `npm start -- --port 8081 --cognito-port 9230` uses other ports.
 */
import { createServer } from 'node:net';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPackage } from './build/package.mjs';
import { Failure } from './run/failure.mjs';
import { inRoot } from './run/paths.mjs';
import { main, step } from './run/steps.mjs';
import { setUpBuild } from './setup/setup.mjs';
import { serveDemo, startBackend } from './start/demo.mjs';

const usual = { port: 8080, cognitoPort: 9229 };

await main(async () => {
  const { port, cognitoPort } = ports();
  await checkFree(port, '--port');
  await checkFree(cognitoPort, '--cognito-port');
  await setUpBuild();
  await buildPackage();
  const folder = inRoot('target', 'demo-backend', String(cognitoPort));
  const page = `http://localhost:${port}/`;
  const { cognito, files } = await startBackend({ cognitoPort, page, folder });
  await step('demo page', () => serveDemo(port, files));
  // Being stopped is the normal end of this script.
  for (const signal of ['SIGINT', 'SIGTERM']) process.removeAllListeners(signal).once(signal, () => process.exit());

  console.log(`\n  Demo page         ${page}`);
  console.log(`  Without a server  ${page}?cognito=page`);
  console.log(`  Local mailbox     ${cognito}/`);
  console.log(`  Its backend       ${relative(process.cwd(), folder)}`);
  console.log('\n  Ctrl-C stops both.');
});

function ports() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: String(usual.port) },
      'cognito-port': { type: 'string', default: String(usual.cognitoPort) },
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
