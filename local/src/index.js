/**
 * A local Amazon Cognito for development and tests.
 *
 * In this process: `createLocalCognito().handle(request)`. Over HTTP: `startServer({ port: 0 })`.
 *
 * @typedef {import('./engine.js').LocalCognitoOptions} LocalCognitoOptions
 * @typedef {import('./http-server.js').ServerOptions} ServerOptions
 * @typedef {import('./http-server.js').RunningServer} RunningServer
 * @typedef {import('./given-users.js').GivenUser} GivenUser
 * @typedef {import('./given-users.js').GivenFactor} GivenFactor
 * @typedef {import('./given-users.js').CreatedUser} CreatedUser
 * @typedef {import('./given-sign-ins.js').GivenSession} GivenSession
 * @typedef {import('./given-sign-ins.js').SignInChoice} SignInChoice
 * @typedef {import('./outbox.js').Message} Message
 * @typedef {import('./snapshot.js').Snapshot} Snapshot
 */
export { LocalCognito, createLocalCognito } from './engine.js';
export { ConnectionLost } from './errors.js';
export { startServer } from './http-server.js';
export { SEED } from './seed.js';
