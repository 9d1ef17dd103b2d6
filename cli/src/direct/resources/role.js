/** @file The roles of identities, and the one for text messages. */
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { identityTrust, smsPolicy, smsTrust } from '../../backend/trust.js';
import { CliError } from '../../errors.js';
import { isMissing, orNull } from '../errors.js';

/**
 * @typedef {import('../../backend/backend.js').Backend} Backend
 * @typedef {import('../../backend/engine.js').Pushed} Pushed
 * @typedef {import('../resource.js').Resource} Resource
 * @typedef {import('../resource.js').Work} Work
 */

/** What a step tells where there is no IAM. */
const withoutIam = 'there is no IAM here; only its name is used';

/** Where there is no IAM. */
const placeholder = (/** @type {string} */ name) => `arn:aws:iam::000000000000:role/${name}`;

/**
 * Whether a role's name only stands for it.
 *
 * @param {string | undefined} arn
 * @param {string} name
 */
export const isPretendedRole = (arn, name) => arn === placeholder(name);

const smsPolicyName = 'sns-publish';

/**
 * Whether an answer is not one of IAM, because a custom endpoint has none.
 *
 * @param {unknown} error
 */
const isNoIam = (error) =>
  error instanceof Error &&
  !isMissing(error) &&
  (error instanceof SyntaxError ||
    /^(UnknownOperation(Exception)?|UnknownError|InvalidAction|NotImplemented|Unknown)$/.test(error.name) ||
    /deserialization|unsupported service|not (yet )?implemented/i.test(error.message));

/**
 * @param {object} options
 * @param {string} options.resource
 * @param {(backend: Backend) => string | null} options.name `null`: there is none
 * @param {(backend: Backend, pushed: Pushed) => object} options.trust
 * @param {object} [options.policy] what it may do
 * @returns {(backend: Backend, previous?: Backend | null) => Resource}
 */
const role =
  ({ resource, name, trust, policy }) =>
  (backend, previous) => {
    // That of one which is no longer wanted is known from the push that made it.
    const RoleName = name(backend) ?? (previous && name(previous)) ?? '';
    /** @param {Pick<Work, 'clients' | 'pushed'>} work */
    const isPretended = ({ clients, pushed }) =>
      clients.iam === null || isPretendedRole(pushed.roleArns?.[resource], RoleName);
    /** @param {Pick<Work, 'pushed'>} work @param {string} arn */
    const note = ({ pushed }, arn) => {
      pushed.roleArns = { ...pushed.roleArns, [resource]: arn };
    };
    /**
     * The ARN of the role that is there.
     *
     * @param {Pick<Work, 'clients'>} work
     * @returns {Promise<string | null | undefined>} `null` without the role, `undefined` without IAM
     */
    const look = async ({ clients: { iam } }) => {
      if (iam === null) return undefined;
      try {
        return (await orNull(iam.send(new GetRoleCommand({ RoleName }))))?.Role?.Arn ?? null;
      } catch (error) {
        if (isNoIam(error)) return undefined;
        throw error;
      }
    };
    return {
      resource,
      type: 'AWS::IAM::Role',
      name: RoleName,
      fixed: { RoleName: 'IAM does not rename roles.' },
      wanted: (wanted, pushed) => (name(wanted) === null ? null : { Trust: trust(wanted, pushed) }),
      find: async (work) => {
        if (work.pushed.roleArns?.[resource] !== undefined) return true;
        const arn = await look(work);
        if (arn) note(work, arn);
        return Boolean(arn);
      },
      findElsewhere: async (work) => {
        const arn = await look(work);
        if (arn !== null) note(work, arn ?? placeholder(RoleName));
      },
      read: async (work) => {
        if (work.clients.iam === null || isPretended(work)) return { Trust: trust(work.backend, work.pushed) };
        const reply = await orNull(work.clients.iam.send(new GetRoleCommand({ RoleName })));
        const document = reply?.Role?.AssumeRolePolicyDocument;
        return document === undefined ? null : { Trust: JSON.parse(decodeURIComponent(document)) };
      },
      create: async (work, { Trust }) => {
        const { iam } = work.clients;
        const AssumeRolePolicyDocument = JSON.stringify(Trust);
        if (iam === null) {
          note(work, placeholder(RoleName));
          return withoutIam;
        }
        try {
          const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
          note(work, Role?.Arn ?? placeholder(RoleName));
        } catch (error) {
          if (!isNoIam(error)) throw error;
          note(work, placeholder(RoleName));
          return withoutIam;
        }
        if (policy) {
          const PolicyDocument = JSON.stringify(policy);
          await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: smsPolicyName, PolicyDocument }));
        }
        return undefined;
      },
      update: async (work, { Trust }) => {
        if (work.clients.iam === null || isPretended(work)) return;
        const PolicyDocument = JSON.stringify(Trust);
        await work.clients.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
      },
      remove: async (work) => {
        const { iam } = work.clients;
        const reason = isPretended(work) ? withoutIam : undefined;
        if (iam !== null && !reason) {
          if (policy) await orNull(iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: smsPolicyName })));
          await orNull(iam.send(new DeleteRoleCommand({ RoleName }))).catch((/** @type {unknown} */ error) => {
            if (!(error instanceof Error) || !error.name.startsWith('DeleteConflict')) throw error;
            throw new CliError(
              `The role ${RoleName} has policies that this program has not attached. Detach them, and push again.`,
              { cause: error },
            );
          });
        }
        const { [resource]: _, ...rest } = work.pushed.roleArns ?? {};
        work.pushed.roleArns = rest;
        return reason;
      },
    };
  };

const poolOf = (/** @type {Pushed} */ { outputs }) => outputs.identityPoolId ?? '';

/** The role of users who are signed in. */
export const authRole = role({
  resource: 'AuthRole',
  name: ({ identityPool, roleNames }) => identityPool && roleNames.authenticated,
  trust: ({ region }, pushed) => identityTrust(region, poolOf(pushed), 'authenticated'),
});

/** The role of guests. */
export const unauthRole = role({
  resource: 'UnauthRole',
  name: ({ identityPool, roleNames }) => identityPool && roleNames.unauthenticated,
  trust: ({ region }, pushed) => identityTrust(region, poolOf(pushed), 'unauthenticated'),
});

/** The longest name that IAM takes. */
const longest = 64;

/** @param {string} groupName */
export const groupRoleResource = (groupName) => `${groupName}GroupRole`;

/**
 * The role of users in a group.
 *
 * @param {string} groupName
 */
export const groupRole = (groupName) =>
  role({
    resource: groupRoleResource(groupName),
    name: ({ identityPool, groups, roleNames }) =>
      identityPool && groups.some(({ GroupName }) => GroupName === groupName)
        ? `${roleNames.authenticated.replace(/-authRole$/, '')}-${groupName.replaceAll(/[^\w+=,.@-]/g, '_')}`.slice(
            0,
            longest,
          )
        : null,
    trust: ({ region }, pushed) => identityTrust(region, poolOf(pushed), 'authenticated'),
  });

/** The role with which the user pool sends text messages. */
export const smsRole = role({
  resource: 'SNSRole',
  name: ({ roleNames }) => roleNames.sms,
  trust: ({ smsExternalId }) => smsTrust(smsExternalId),
  policy: smsPolicy,
});
