/** `aws-amplify` in the race. This file and the library are loaded when a race begins. */
import { amplifyState } from './amplify-state';
import { Amplify } from 'aws-amplify';
import { signIn, signOut } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { sharedInMemoryStorage } from 'aws-amplify/utils';
import type { Pool, Runner } from './runner';

export function createAmplify({ userPoolId, userPoolClientId, userPoolEndpoint }: Pool): Runner {
  Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint } } });
  cognitoUserPoolsTokenProvider.setKeyValueStorage(sharedInMemoryStorage);
  return {
    name: 'aws-amplify',
    prepare: () => Promise.resolve(),
    signIn: async (username, password) => (await signIn({ username, password })).isSignedIn,
    signOut: async () => {
      amplifyState.clear();
      await signOut();
    },
  };
}
