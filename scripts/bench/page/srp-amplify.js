// The package does not export these; its signIn calls them.
// @ts-expect-error -- it has no declarations
import BigInteger from '../../../node_modules/@aws-amplify/auth/dist/esm/providers/cognito/utils/srp/BigInteger/BigInteger.mjs';
// @ts-expect-error -- it has no declarations
import { getAuthenticationHelper } from '../../../node_modules/@aws-amplify/auth/dist/esm/providers/cognito/utils/srp/getAuthenticationHelper.mjs';
// @ts-expect-error -- it has no declarations
import { getSignatureString } from '../../../node_modules/@aws-amplify/auth/dist/esm/providers/cognito/utils/srp/getSignatureString.mjs';

/** @type {import('./srp.js').Contender} */
export const contender = {
  async start() {
    const helper = await getAuthenticationHelper('aBcDeFgHi');
    return {
      srpA: () => helper.A.toString(16),
      async prove({ poolName, userId, password, srpB, salt, secretBlock, timestamp }) {
        const hkdf = await helper.getPasswordAuthenticationKey({
          username: userId,
          password,
          serverBValue: new BigInteger(srpB, 16),
          salt: new BigInteger(salt, 16),
        });
        return getSignatureString({
          userPoolName: poolName,
          username: userId,
          challengeParameters: { SECRET_BLOCK: secretBlock },
          dateNow: timestamp,
          hkdf,
        });
      },
    };
  },
};
