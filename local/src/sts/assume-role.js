import { ServiceError } from '../errors.js';
import { assumedRoleArn, holderOf, issueCredentials } from '../identity-pools/credentials.js';
import { COGNITO_IDENTITY } from '../identity-pools/logins.js';
import { judgeIdentityToken } from '../identity-pools/open-id-tokens.js';
import { roleId } from './caller-identity.js';

const ROLE_ARN = /^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/;
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

/**
 * Only for the tokens of identity pools. A pool's roles trust its own users or guests, as they do if the Amplify CLI
 * has made them; a pool without roles trusts any.
 *
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 *
 * @type {import('./action.js').StsAction}
 */
export async function assumeRoleWithWebIdentity(context, { form }) {
  const { roleArn, sessionName, seconds, token } = inputOf(form);
  const identity = await identityOf(context, token);
  const holder = holderOf(identity);
  const { Roles = {} } = context.store.identityPools.get(identity.poolId)?.roles ?? {};
  const trusted = holder.isGuest ? Roles['unauthenticated'] : Roles['authenticated'];
  if (Object.keys(Roles).length > 0 && trusted !== roleArn) {
    throw new ServiceError('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 403);
  }
  const issued = issueCredentials(context, { holder, roleArn, sessionName, seconds });
  return {
    Credentials: {
      AccessKeyId: issued.accessKeyId,
      SecretAccessKey: issued.secretKey,
      SessionToken: issued.sessionToken,
      Expiration: new Date(issued.expiresAt).toISOString().replace('.000', ''),
    },
    SubjectFromWebIdentityToken: identity.id,
    AssumedRoleUser: { Arn: assumedRoleArn(issued), AssumedRoleId: `${roleId(roleArn)}:${sessionName}` },
    Provider: COGNITO_IDENTITY,
    Audience: identity.poolId,
  };
}

/** @param {URLSearchParams} form */
function inputOf(form) {
  const roleArn = form.get('RoleArn') ?? '';
  const sessionName = form.get('RoleSessionName') ?? '';
  const seconds = Number(form.get('DurationSeconds') ?? 3600);
  if (!ROLE_ARN.test(roleArn)) throw invalid('roleArn', 'is not the ARN of a role');
  if (!SESSION_NAME.test(sessionName)) throw invalid('roleSessionName', 'must satisfy [\\w+=,.@-]{2,64}');
  if (!Number.isInteger(seconds) || seconds < 900 || seconds > 43_200) {
    throw invalid('durationSeconds', 'must have value between 900 and 43200');
  }
  return { roleArn, sessionName, seconds, token: form.get('WebIdentityToken') ?? '' };
}

/**
 * @param {string} member
 * @param {string} constraint
 */
const invalid = (member, constraint) =>
  new ServiceError('ValidationError', `1 validation error detected: Value at '${member}' ${constraint}`);

/**
 * @param {import('../context.js').Context} context
 * @param {string} token
 */
async function identityOf(context, token) {
  const verdict = await judgeIdentityToken(context, token);
  if ('identity' in verdict) return verdict.identity;
  switch (verdict.flaw) {
    case 'malformed':
      throw refused('The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)');
    case 'issuer':
      throw refused(`No OpenIDConnect provider found in your account for ${String(verdict.claims?.iss).slice(0, 256)}`);
    case 'expired':
      throw new ServiceError(
        'ExpiredTokenException',
        'Token expired: current date/time must be before the expiration date/time',
      );
    case 'signature':
    case 'unknown':
      throw refused("Couldn't verify the provided token.");
  }
}

/** @param {string} message */
const refused = (message) => new ServiceError('InvalidIdentityToken', message);
