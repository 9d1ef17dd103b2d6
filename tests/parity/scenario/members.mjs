/** Optional members of inputs: each of them undefined, empty and null. */
import { credentials, password, poolId, registration, username } from './people.mjs';

/**
 * @typedef {import('../scenario.mjs').Step} Step
 * @typedef {import('../scenario.mjs').Stage} Stage
 */

const metadata = { a: '1' };
const code = { username, confirmationCode: '000000' };
const unknown = { ...credentials, username: 'nobody' };
const nickname = { userAttributes: { nickname: 'Nick' } };

/**
 * The functions, each with a complete input and the members to vary. An empty path is the input itself.
 *
 * @type {[name: string, input: object, members: string[]][]}
 */
const signedOut = [
  ['resendSignUpCode', { username, options: { clientMetadata: metadata } }, ['options', 'options.clientMetadata']],
  [
    'confirmSignUp',
    { ...code, options: { clientMetadata: metadata, forceAliasCreation: true } },
    ['options', 'options.clientMetadata', 'options.forceAliasCreation'],
  ],
  ['resetPassword', { username, options: { clientMetadata: metadata } }, ['options', 'options.clientMetadata']],
  [
    'confirmResetPassword',
    { ...code, newPassword: password, options: { clientMetadata: metadata } },
    ['options', 'options.clientMetadata'],
  ],
  [
    'signIn',
    { ...unknown, options: { authFlowType: 'USER_SRP_AUTH', clientMetadata: metadata } },
    ['options', 'options.authFlowType', 'options.clientMetadata'],
  ],
];

/** @type {typeof signedOut} */
const answering = [
  [
    'confirmSignIn',
    { challengeResponse: 'short', options: { clientMetadata: metadata, userAttributes: { nickname: 'Nick' } } },
    ['options', 'options.clientMetadata', 'options.userAttributes', 'options.userAttributes.nickname'],
  ],
];

/** @type {typeof signedOut} */
const signedIn = [
  ['fetchAuthSession', { forceRefresh: true, clientMetadata: metadata }, ['', 'forceRefresh', 'clientMetadata']],
  [
    'updateUserAttributes',
    { ...nickname, options: { clientMetadata: metadata } },
    ['options', 'options.clientMetadata'],
  ],
  [
    'updateUserAttribute',
    { userAttribute: { attributeKey: 'nickname', value: 'Nick' }, options: { clientMetadata: metadata } },
    ['options', 'options.clientMetadata'],
  ],
  [
    'sendUserAttributeVerificationCode',
    { userAttributeKey: 'email', options: { clientMetadata: metadata } },
    ['options', 'options.clientMetadata'],
  ],
  [
    'verifyTOTPSetup',
    { code: '123456', options: { friendlyDeviceName: 'mine' } },
    ['options', 'options.friendlyDeviceName'],
  ],
  ['listWebAuthnCredentials', { pageSize: 5, nextToken: 'next' }, ['', 'pageSize', 'nextToken']],
  ['forgetDevice', { device: { id: 'us-east-1_0f0e0d0c-1111-2222-3333-444444444444' } }, ['', 'device']],
  ['signOut', { global: true }, ['', 'global']],
];

/** @type {[string, unknown][]} */
const VALUES = [
  ['undefined', undefined],
  ['null', null],
  // Last, because one library refuses what the other takes.
  ['empty', ''],
];

/**
 * Replaces one value in the input.
 *
 * @param {object} input
 * @param {string} path
 * @param {unknown} value
 * @returns {unknown}
 */
function varied(input, path, value) {
  if (path === '') return value;
  const [name = '', ...rest] = path.split('.');
  const inner = /** @type {Record<string, object>} */ (input)[name] ?? {};
  return { ...input, [name]: varied(inner, rest.join('.'), value) };
}

/**
 * @param {typeof signedOut} functions
 * @param {(stage: Stage) => Promise<unknown>} [prepare] runs before each
 * @returns {Step[]}
 */
const steps = (functions, prepare) =>
  functions.flatMap(([name, input, paths]) =>
    VALUES.flatMap(([form, value]) =>
      paths.map((path) => {
        /** @type {Step[1]} */
        const act = async (stage) => {
          await prepare?.(stage);
          return stage.call(name, varied(input, path, value));
        };
        return /** @type {Step} */ ([`${name} whose ${path === '' ? 'input' : path} is ${form}`, act]);
      }),
    ),
  );

/** @type {Step[]} */
export const members = [
  [
    'configure for members that may be left out',
    async ({ call, config, userPools, switchPool }) => {
      await switchPool({ mfa: 'OPTIONAL' });
      const named = { UserPoolId: poolId, MessageAction: 'SUPPRESS' };
      const UserAttributes = Object.entries({ email: 'my@email.com', email_verified: 'true' });
      const attributes = UserAttributes.map(([Name, Value]) => ({ Name, Value }));
      await userPools('AdminCreateUser', { ...named, Username: username, UserAttributes: attributes });
      await userPools('AdminSetUserPassword', {
        UserPoolId: poolId,
        Username: username,
        Password: password,
        Permanent: true,
      });
      await userPools('AdminCreateUser', { ...named, Username: 'invited', TemporaryPassword: 'Temporary123' });
      return call('Amplify.configure', config());
    },
  ],
  ...steps(signedOut),
  ...['', 'userAttributes', 'clientMetadata', 'validationData', 'autoSignIn'].flatMap((member) =>
    VALUES.map(([form, value], i) => {
      const options = { ...registration.options, clientMetadata: metadata, validationData: metadata };
      const input = { username: `new-${member}-${String(i)}`, password, options };
      const path = member === '' ? 'options' : `options.${member}`;
      return /** @type {Step} */ ([
        `signUp whose ${path} is ${form}`,
        ({ call }) => call('signUp', varied(input, path, value)),
      ]);
    }),
  ),
  ['signIn of somebody invited', ({ call }) => call('signIn', { username: 'invited', password: 'Temporary123' })],
  ...steps(answering),
  ['signIn of somebody known', ({ call }) => call('signIn', credentials)],
  ...steps(signedIn.slice(0, -1)),
  ...steps(signedIn.slice(-1), ({ call }) => call('signIn', credentials)),
];
