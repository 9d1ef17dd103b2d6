import { createAuth } from 'cognito-wasm';
import type { startServer } from 'cognito-wasm-local';

export type LocalCognito = Awaited<ReturnType<typeof startServer>>;

/** Registers a user as a page does, with the code from the mailbox of the local Cognito. */
export async function addUser(local: LocalCognito, username: string, password: string): Promise<void> {
  const auth = createAuth(local.resourcesConfig());
  await auth.signUp({ username, password, options: { userAttributes: { email: `${username}@example.com` } } });
  const [{ code }] = await local.cognito.outbox.after(0, username);
  await auth.confirmSignUp({ username, confirmationCode: code });
}
