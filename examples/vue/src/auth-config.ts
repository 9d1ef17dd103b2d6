import { Amplify } from 'cognito-wasm';

const { VITE_COGNITO_USER_POOL_ID, VITE_COGNITO_CLIENT_ID, VITE_COGNITO_ENDPOINT } = import.meta.env;

Amplify.configure({
  Auth: {
    Cognito: {
      userPoolId: VITE_COGNITO_USER_POOL_ID,
      userPoolClientId: VITE_COGNITO_CLIENT_ID,
      // Only for a local Cognito.
      userPoolEndpoint: VITE_COGNITO_ENDPOINT || undefined,
    },
  },
});
