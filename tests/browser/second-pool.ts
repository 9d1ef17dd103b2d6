import { person } from './demo-page.js';
import type { LocalCognito } from './local-cognito.js';

/** Creates a second user pool with a user of the same name, and returns its configuration. */
export async function secondPool(cognito: LocalCognito): Promise<ReturnType<LocalCognito['resourcesConfig']>> {
  const pool = await cognito.createPool();
  const UserPoolId = pool.userPoolId;
  const Username = person.username;
  await cognito.userPools('AdminCreateUser', { UserPoolId, Username });
  await cognito.userPools('AdminSetUserPassword', {
    UserPoolId,
    Username,
    Password: 'StaffPassword1',
    Permanent: true,
  });
  return cognito.resourcesConfig({ ...pool, identityPoolId: undefined });
}
