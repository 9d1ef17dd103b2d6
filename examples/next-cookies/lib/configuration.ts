import type { ResourcesConfig } from 'cognito-wasm';

/** The user pool, from the environment. Nothing in it is secret: the page gets it, too. */
export function configuration(): ResourcesConfig {
  const { COGNITO_USER_POOL_ID = '', COGNITO_CLIENT_ID = '', COGNITO_ENDPOINT } = process.env;
  return {
    Auth: {
      Cognito: {
        userPoolId: COGNITO_USER_POOL_ID,
        userPoolClientId: COGNITO_CLIENT_ID,
        // Only for a local Cognito.
        ...(COGNITO_ENDPOINT && { userPoolEndpoint: COGNITO_ENDPOINT }),
      },
    },
  };
}
