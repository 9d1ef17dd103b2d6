#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { startServer } from '../src/index.js';

const USAGE = `Usage: cognito-wasm-local [--port 9229] [--host ADDRESS] [--deterministic] [--lenient]
                          [--users FILE] [--config FILE]... [--data FILE]
                          [--allow-origin ORIGIN]... [--allow-host NAME]...
                          [--callback-url URL]... [--logout-url URL]...
                          [--api-port NAME=N]...

  --port N          listen on this port; 0 picks a free one
  --host A          listen on this address instead of 127.0.0.1, such as 0.0.0.0 in a container.
                    Whoever reaches it can administer it
  --users F         create the users in this JSON file: a list such as
                    [{"username": "jane", "password": "Password123", "email": "jane@example.com"}]
  --config F        also create the pools of this amplify_outputs.json, aws-exports.js or
                    amplifyconfiguration.json, with their ids
  --data F          keep everything in this file, and go on from it at the next start
  --deterministic   the same ids and codes in every run, for tests
  --lenient         accept request members that AWS does not know
  --allow-origin O  also answer pages of O, such as https://app.test; * for all. Pages of
                    localhost and 127.0.0.1 are always answered
  --allow-host N    also answer under the name N, such as host.docker.internal; * for all
  --callback-url U  where the hosted UI may return to after a sign-in, such as http://localhost:4200/
  --logout-url U    the same for sign-outs; without this option, the callback URLs
  --api-port NAME=N a port with one part of the API that verifies, such as s3=20005 or iam=9230
`;

const { values } = readArguments();
if (values.help) {
  process.stdout.write(USAGE);
} else {
  await run(Number(values.port));
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string', default: '9229' },
        host: { type: 'string' },
        users: { type: 'string' },
        config: { type: 'string', multiple: true, default: [] },
        data: { type: 'string' },
        deterministic: { type: 'boolean', default: false },
        lenient: { type: 'boolean', default: false },
        'allow-origin': { type: 'string', multiple: true, default: [] },
        'allow-host': { type: 'string', multiple: true, default: [] },
        'callback-url': { type: 'string', multiple: true },
        'logout-url': { type: 'string', multiple: true },
        'api-port': { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return fail(`${textOf(error)}\n\n${USAGE}`);
  }
}

/** @param {number} port */
async function run(port) {
  if (!Number.isInteger(port) || port < 0 || port > 65535) fail(`Not a port: ${values.port}\n`);
  const { deterministic, lenient, 'allow-origin': allowedOrigins, 'allow-host': allowedHosts } = values;
  const { 'callback-url': callbackUrls, 'logout-url': logoutUrls } = values;
  const { host, data, config: configFiles } = values;
  const apiPorts = Object.fromEntries(values['api-port'].map(apiPort));
  const users = values.users === undefined ? [] : await usersIn(values.users);
  const server = await startServer({
    port,
    ...(host !== undefined && { host }),
    ...(data !== undefined && { data }),
    users,
    configFiles,
    apiPorts,
    deterministic,
    strict: !lenient,
    allowedOrigins,
    allowedHosts,
    ...(callbackUrls && { callbackUrls }),
    ...(logoutUrls && { logoutUrls }),
  }).catch((/** @type {unknown} */ error) =>
    fail(isOfNetwork(error) ? `Cannot listen on port ${port}: ${textOf(error)}\n` : `${textOf(error)}\n`),
  );
  process.stdout.write(`Local Cognito at ${server.url} (open it to read the mailbox)\n`);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => void server.close().catch((/** @type {unknown} */ error) => fail(`${textOf(error)}\n`)));
  }
}

/** @param {unknown} error */
function isOfNetwork(error) {
  return error instanceof Error && 'syscall' in error;
}

/**
 * @param {string} path
 * @returns {Promise<import('../src/given-users.js').GivenUser[]>} not checked
 */
async function usersIn(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    return fail(`Cannot read the users in ${path}: ${textOf(error)}\n`);
  }
}

/**
 * @param {string} given
 * @returns {[string, number]}
 */
function apiPort(given) {
  const [, name = '', port = ''] = /^([\w-]+)=(\d{1,5})$/.exec(given) ?? [];
  if (name === '' || Number(port) > 65535) return fail(`Not a name and a port, such as s3=20005: ${given}\n`);
  return [name, Number(port)];
}

/** @param {unknown} error */
function textOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  process.stderr.write(message);
  process.exit(1);
}
