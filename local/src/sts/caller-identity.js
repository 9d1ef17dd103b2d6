import { assumedRoleArn } from '../identity-pools/credentials.js';
import { verifySignature } from '../signature/verify.js';

/** The id that IAM would give to a role: the same for the same role. @param {string} roleArn */
export const roleId = (roleArn) => {
  const letters = [...roleArn].map((character) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[character.charCodeAt(0) % 32]);
  return `AROA${letters.join('').slice(-17).padStart(17, 'A')}`;
};

/**
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 *
 * @type {import('./action.js').StsAction}
 */
export async function getCallerIdentity(context, { request }) {
  const { credentials } = await verifySignature(context, request, { service: 'sts' });
  return {
    Arn: assumedRoleArn(credentials),
    UserId: `${roleId(credentials.roleArn)}:${credentials.sessionName}`,
    Account: credentials.roleArn.split(':')[4] ?? '',
  };
}
