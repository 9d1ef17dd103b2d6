// The package does not export these; its CognitoUser uses them to sign in.
import { Buffer } from 'buffer';
import { Sha256 } from '@aws-crypto/sha256-js';
// @ts-expect-error -- it has no declarations
import AuthenticationHelper from '../../../node_modules/amazon-cognito-identity-js/es/AuthenticationHelper.js';
// @ts-expect-error -- it has no declarations
import BigInteger from '../../../node_modules/amazon-cognito-identity-js/es/BigInteger.js';

/** @type {import('./srp.js').Contender} */
export const contender = {
  async start() {
    const helper = new AuthenticationHelper('aBcDeFgHi');
    const A = await promise((callback) => helper.getLargeAValue(callback));
    return {
      srpA: () => A.toString(16),
      async prove({ poolName, userId, password, srpB, salt, secretBlock, timestamp }) {
        const [B, saltValue] = [new BigInteger(srpB, 16), new BigInteger(salt, 16)];
        const hkdf = await promise((callback) =>
          helper.getPasswordAuthenticationKey(userId, password, B, saltValue, callback),
        );
        const hash = new Sha256(hkdf);
        const names = Buffer.from(`${poolName}${userId}`, 'utf8');
        hash.update(Buffer.concat([names, Buffer.from(secretBlock, 'base64'), Buffer.from(timestamp, 'utf8')]));
        return Buffer.from(hash.digestSync()).toString('base64');
      },
    };
  },
};

/**
 * @template Result
 * @param {(callback: (error: unknown, result: Result) => void) => void} start
 * @returns {Promise<Result>}
 */
function promise(start) {
  return new Promise((resolve, reject) => start((error, result) => (error ? reject(error) : resolve(result))));
}
