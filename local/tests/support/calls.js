import assert from 'node:assert/strict';
import { SEED, createLocalCognito } from '../../src/index.js';
import { operationTargets } from '../../src/operations/index.js';

export const SEED_USER = {
  Username: 'username',
  Password: 'Password123',
  UserAttributes: [{ Name: 'email', Value: 'my@email.com' }],
};

/** A deterministic local Cognito whose clock stands still until moved. */
export function freshCognito(options = {}) {
  const start = Date.UTC(2024, 0, 2, 3, 4, 5);
  return createLocalCognito({ deterministic: true, now: () => start, ...options });
}

const TARGETS = operationTargets();

/** The `x-amz-target` of an operation. Those that both services have are the user pools', unless the name has a service. */
export const targetOf = (operation) =>
  operation.includes('.')
    ? operation
    : (TARGETS.find((target) => target.endsWith(`.${operation}`)) ?? `AWSCognitoIdentityProviderService.${operation}`);

/** Calls an operation, and returns the whole reply. */
export async function send(cognito, operation, body, headers = {}) {
  const response = await cognito.handle(
    new Request('http://localhost:9229/', {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': targetOf(operation),
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** Calls an operation that must succeed, and returns its output. */
export async function call(cognito, operation, body) {
  const answer = await send(cognito, operation, body);
  assert.equal(answer.status, 200, `${operation}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Calls an operation that must fail with this error, and returns its message. */
export async function refused(cognito, operation, body, type) {
  const answer = await send(cognito, operation, body);
  assert.equal(answer.body.__type, type, `${operation}: ${JSON.stringify(answer.body)}`);
  assert.equal(answer.status, 400);
  assert.equal(answer.headers.get('x-amzn-errortype'), `${type}:`);
  return answer.body.message;
}

/** The same with the app client of the seed. */
export const withClient = (body) => ({ ClientId: SEED.nativeClientId, ...body });

/** Calls a test endpoint. */
export async function test(cognito, method, path, body) {
  const response = await cognito.handle(
    new Request(`http://localhost:9229/_test/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
  );
  return response.json();
}

/** The seed's user, confirmed. */
export async function confirmedUser(cognito, user = SEED_USER) {
  const { UserSub } = await call(cognito, 'SignUp', withClient(user));
  const { Username } = user;
  const ConfirmationCode = cognito.outbox.messages().at(-1).code;
  await call(cognito, 'ConfirmSignUp', withClient({ Username, ConfirmationCode }));
  return UserSub;
}

/** Changes some settings of the seed's native client. */
export function updateClient(cognito, settings) {
  return call(cognito, 'UpdateUserPoolClient', {
    UserPoolId: SEED.userPoolId,
    ClientId: SEED.nativeClientId,
    ...settings,
  });
}

/** A new pool with one client. */
export async function newPool(cognito, settings, clientSettings = {}) {
  const { UserPool } = await call(cognito, 'CreateUserPool', { PoolName: 'other', ...settings });
  const { UserPoolClient } = await call(cognito, 'CreateUserPoolClient', {
    UserPoolId: UserPool.Id,
    ClientName: 'app',
    ...clientSettings,
  });
  return { UserPoolId: UserPool.Id, ...UserPoolClient };
}
