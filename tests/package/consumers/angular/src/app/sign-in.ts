import { Amplify } from 'cognito-wasm';
import { signIn } from 'cognito-wasm/auth';
import { Hub } from 'cognito-wasm/utils';

/** Signs in the user whom the address names. */
export function run(show: (line: string) => void): void {
  const query = Object.fromEntries(new URLSearchParams(location.search));
  const { username = '', password = '', userPoolId = '', userPoolClientId = '', userPoolEndpoint = '' } = query;
  Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint } } });
  Hub.listen('auth', ({ payload }) => {
    if (payload.event === 'signedIn') show(`${payload.event} ${payload.data.username}`);
  });
  signIn({ username, password }).catch((error) => show(String(error)));
}
