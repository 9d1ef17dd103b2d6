/**
 * A local Amazon Cognito for development and tests.
 *
 * In this process: `createLocalCognito().handle(request)`. Over HTTP: `startServer({ port: 0 })`.
 */
export { LocalCognito, createLocalCognito } from './engine.js';
export { ConnectionLost } from './errors.js';
export { startServer } from './http-server.js';
export { SEED } from './seed.js';
