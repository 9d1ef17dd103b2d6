/** The engine that makes a backend by the services' calls, on a local Cognito of its own for each test. */
import { afterEach, beforeEach } from 'node:test';
import { CognitoIdentityClient } from '@aws-sdk/client-cognito-identity';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { startServer } from 'cognito-wasm-local';
import { defaultAnswers } from '../../src/answers/answers.js';
import { backendOf } from '../../src/backend/backend.js';
import { createDirectEngine } from '../../src/direct/direct-engine.js';
import { fakeIam } from './fake-iam.js';

export const environment = { projectName: 'Shop', environment: 'dev', region: 'us-east-1', stamp: '101010' };

/** The local Cognito of a test, the roles beside it, and the engine for both. */
export const direct = { server: undefined, iam: undefined, engine: undefined };

/** Starts anew, as each test does. */
export async function startDirect() {
  await direct.server?.close();
  direct.server = await startServer({ port: 0, deterministic: true });
  direct.iam = fakeIam();
  direct.engine = engineAt(direct.server.url);
}

beforeEach(startDirect);
afterEach(() => direct.server.close());

/** Settings of clients that try once. */
export const clientOptions = (endpoint) => ({
  endpoint,
  region: 'us-east-1',
  maxAttempts: 1,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

export function engineAt(endpoint, iam = direct.iam, more = {}) {
  const options = clientOptions(endpoint);
  const cognito = new CognitoIdentityProviderClient(options);
  return createDirectEngine({ cognito, identity: new CognitoIdentityClient(options), iam, ...more });
}

/** The backend of the default answers, changed. */
export function backendWith(change = () => {}) {
  const answers = defaultAnswers('Shop', '0a1b2c3d');
  change(answers);
  return backendOf(answers, environment);
}

/** What a push tells, and what it has saved at last. */
export function progress({ abortAfter = Infinity } = {}) {
  const controller = new AbortController();
  const told = { saved: [], reports: [], warnings: [], secrets: [] };
  const report = ({ operation, resource }, state) => {
    told.reports.push(`${operation} ${resource} ${state}`);
    if (told.reports.length >= abortAfter) controller.abort();
  };
  return Object.assign(told, {
    save: (pushed) => told.saved.push(structuredClone(pushed)),
    report,
    warn: (text) => told.warnings.push(text),
    secret: (provider) => {
      told.secrets.push(provider);
      return Promise.resolve('s3cret');
    },
    signal: controller.signal,
  });
}

export async function push(backend, pushed = { outputs: {} }, { options = {}, at = direct.engine } = {}) {
  const told = progress();
  const plan = await at.plan(backend, pushed, options);
  const outputs = await at.apply(plan, told);
  return { plan, outputs, told, pushed: told.saved.at(-1) };
}

async function journal() {
  const response = await fetch(`${direct.server.url}_test/journal`);
  const entries = await response.json();
  return entries.map(({ operation, body }) => ({ operation, body }));
}

/** The names of the requests so far. */
export const operations = async () => (await journal()).map(({ operation }) => operation);

/** The names of those that change anything. */
export const writes = async () => (await operations()).filter((name) => !/^(Describe|Get|List)/.test(name));

export const bodiesOf = async (name) =>
  (await journal()).filter(({ operation }) => operation === name).map(({ body }) => body);

export const clearJournal = () => fetch(`${direct.server.url}_test/journal`, { method: 'DELETE' });

/** What a plan changes. */
export const changesOf = ({ changes }) =>
  changes
    .filter(({ operation }) => operation !== 'No change')
    .map(({ operation, resource }) => `${operation} ${resource}`);
