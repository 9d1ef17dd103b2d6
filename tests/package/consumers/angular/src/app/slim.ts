import { createAuth, initialize } from 'cognito-wasm/slim';
import address from 'cognito-wasm/wasm' with { loader: 'file' };

const auth = createAuth({ Auth: { Cognito: { userPoolId: 'us-east-1_AbCdEfGhI', userPoolClientId: 'client' } } });

/** Starts the module; the answer is that nobody is signed in. */
export async function run(show: (line: string) => void): Promise<void> {
  initialize(address);
  await auth.ready();
  const { isSignedIn, userSubResult } = await auth.fetchAuthSession();
  show(JSON.stringify([isSignedIn, userSubResult.type === 'FAILURE' && userSubResult.error.name]));
}
