/** @file The user pool. Its second factors and passkeys have a request of their own: `user-pool-mfa.js`. */
import {
  AddCustomAttributesCommand,
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
  DescribeUserPoolCommand,
  UpdateUserPoolCommand,
  paginateListUserPools,
} from '@aws-sdk/client-cognito-identity-provider';
import { importValues } from '../../answers/requests.js';
import { idIn, onlyOne, orNull } from '../errors.js';
import { memberAt } from '../settings.js';
import { mfaRequest, setMfa } from './user-pool-mfa.js';
import { settingsOf, settingsOfRequest, updateOf } from './user-pool-settings.js';

/**
 * @typedef {import('../resource.js').Resource} Resource
 * @typedef {import('../../backend/backend.js').Backend} Backend
 */

/** @param {string} what */
const forEver = (what) =>
  `Cognito fixes ${what} when a user pool is made. For a new pool, run "remove auth", "push", "add auth" and "push"; the first push deletes the users.`;

/**
 * The request, with the role for text messages, and without what `SetUserPoolMfaConfig` sets.
 *
 * @param {Backend} backend
 * @param {import('../../backend/engine.js').Pushed} pushed
 */
function request({ userPool: { MfaConfiguration, ...pool }, mfa, roleNames, smsExternalId }, pushed) {
  return {
    ...pool,
    ...(!mfa && { MfaConfiguration }),
    ...(roleNames.sms !== null && {
      SmsConfiguration: { SnsCallerArn: pushed.roleArns?.['SNSRole'] ?? roleNames.sms, ExternalId: smsExternalId },
    }),
  };
}

/**
 * @param {Backend} backend
 * @returns {Resource}
 */
export const userPool = ({ userPool: { PoolName } }) => ({
  resource: 'UserPool',
  type: 'AWS::Cognito::UserPool',
  name: PoolName,
  fixed: {
    UsernameAttributes: forEver('how users sign in'),
    AliasAttributes: forEver('the aliases with which users sign in'),
    UsernameConfiguration: forEver('whether upper and lower case differ in user names'),
    RequiredAttributes: forEver('which attributes are required'),
  },
  shared: ['MfaConfiguration'],
  wanted: (backend, pushed) => settingsOfRequest(request(backend, pushed)),
  find: async ({ clients: { cognito }, pushed: { outputs } }) => {
    if (outputs.userPoolId !== undefined) return true;
    /** @type {string[]} */
    const ids = [];
    for await (const { UserPools = [] } of paginateListUserPools({ client: cognito }, { MaxResults: 60 })) {
      const found = UserPools.filter(({ Name }) => Name === PoolName);
      ids.push(...found.map(({ Id }) => idIn(importValues.userPoolId, Id, 'ListUserPools')));
    }
    const userPoolId = onlyOne('user pools', PoolName, ids);
    if (userPoolId === undefined) return false;
    Object.assign(outputs, { userPoolId, userPoolName: PoolName });
    return true;
  },
  read: async ({ clients: { cognito }, pushed: { outputs } }) => {
    const reply = await orNull(cognito.send(new DescribeUserPoolCommand({ UserPoolId: outputs.userPoolId })));
    if (!reply?.UserPool) return null;
    outputs.userPoolArn = reply.UserPool.Arn ?? '';
    return settingsOf(reply.UserPool);
  },
  create: async ({ clients: { cognito }, pushed, backend }) => {
    const { UserPool } = await cognito.send(
      new CreateUserPoolCommand({ ...request(backend, pushed), MfaConfiguration: 'OFF' }),
    );
    const { Id, Arn: userPoolArn = '' } = UserPool ?? {};
    const userPoolId = idIn(importValues.userPoolId, Id, 'CreateUserPool');
    Object.assign(pushed.outputs, { userPoolId, userPoolArn, userPoolName: PoolName });
  },
  update: async ({ clients: { cognito }, pushed, backend }, settings, actual) => {
    const { userPoolId: UserPoolId = '' } = pushed.outputs;
    const CustomAttributes = (backend.userPool.Schema ?? []).filter(
      ({ Name = '', AttributeDataType }) =>
        AttributeDataType !== undefined && memberAt(actual, ['CustomAttributes', Name]) === undefined,
    );
    if (CustomAttributes.length > 0) {
      await cognito.send(new AddCustomAttributesCommand({ UserPoolId, CustomAttributes }));
    }
    const { MfaConfiguration, ...update } = updateOf(settings);
    await cognito.send(
      new UpdateUserPoolCommand({
        UserPoolId,
        ...update,
        // Where it is not `OFF`, it is set below: here, Cognito would refuse it without text messages.
        ...(!backend.mfa && { MfaConfiguration: 'OFF' }),
      }),
    );
    if (backend.mfa) await setMfa(cognito, UserPoolId, mfaRequest(backend, pushed) ?? {});
    pushed.outputs.userPoolName = PoolName;
  },
  remove: async ({ clients: { cognito }, pushed: { outputs } }) => {
    await orNull(cognito.send(new DeleteUserPoolCommand({ UserPoolId: outputs.userPoolId })));
    delete outputs.userPoolId;
    delete outputs.userPoolArn;
    delete outputs.userPoolName;
  },
});
