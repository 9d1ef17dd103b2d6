import { currentBackend } from './backend';

/** Good for any password rule. */
const TEMPORARY_PASSWORD = 'Welcome-2-the-pool';

/** Makes a user as an administrator does, who must replace the password that this gives; without `email`, name one too. */
export async function inviteUser(username: string, email: string): Promise<string> {
  await administer('AdminCreateUser', {
    Username: username,
    TemporaryPassword: TEMPORARY_PASSWORD,
    MessageAction: 'SUPPRESS',
    UserAttributes: email
      ? [
          { Name: 'email', Value: email },
          { Name: 'email_verified', Value: 'true' },
        ]
      : [],
  });
  return TEMPORARY_PASSWORD;
}

/** Lets a user in again only with a new password; the code for it goes to the user. */
export async function requirePasswordReset(username: string): Promise<void> {
  await administer('AdminResetUserPassword', { Username: username });
}

/** An operation of the user pool that an app may not call. The local Cognito takes it from everybody. */
async function administer(operation: string, input: Readonly<Record<string, unknown>>): Promise<void> {
  const { localOrigin, userPoolId } = currentBackend();
  if (!localOrigin) throw new Error('only the local Cognito takes orders from this page');
  const response = await fetch(`${localOrigin}/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify({ UserPoolId: userPoolId, ...input }),
  });
  if (response.ok) return;
  const { __type: name = 'Unknown', message = '' } = (await response.json()) as { __type?: string; message?: string };
  throw Object.assign(new Error(message), { name });
}
