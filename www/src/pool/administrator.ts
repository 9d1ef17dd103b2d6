import { currentBackend } from './backend';

/** Meets any password rule. */
const TEMPORARY_PASSWORD = 'Welcome-2-the-pool';

/**
 * Creates a user as an administrator. The user must replace the temporary password that this returns, and must also
 * enter an e-mail address if `email` is empty.
 */
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

/** Makes the user choose a new password before the next sign-in, and sends the user a code for it. */
export async function requirePasswordReset(username: string): Promise<void> {
  await administer('AdminResetUserPassword', { Username: username });
}

/** Makes sure that there is a user with this name and password, who has nothing left to do. */
export async function ensureUser(username: string, password: string): Promise<void> {
  try {
    await administer('AdminCreateUser', { Username: username, MessageAction: 'SUPPRESS' });
  } catch (error) {
    if (!(error instanceof Error && error.name === 'UsernameExistsException')) throw error;
  }
  await administer('AdminSetUserPassword', { Username: username, Password: password, Permanent: true });
}

/** The names of the identity providers of the page's app client, `COGNITO` for the pool itself. */
export async function supportedProviders(): Promise<readonly string[]> {
  const { UserPoolClient } = (await administer('DescribeUserPoolClient', {
    ClientId: currentBackend().userPoolClientId,
  })) as { readonly UserPoolClient: { readonly SupportedIdentityProviders?: readonly string[] } };
  return UserPoolClient.SupportedIdentityProviders ?? [];
}

/** Calls an administrator operation. AWS requires credentials for it; the local Cognito does not. */
async function administer(operation: string, input: Readonly<Record<string, unknown>>): Promise<unknown> {
  const { localOrigin, userPoolId } = currentBackend();
  if (!localOrigin) throw new Error('only the local Cognito accepts administrator operations from this page');
  const response = await fetch(`${localOrigin}/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify({ UserPoolId: userPoolId, ...input }),
    // The page must start even if the server hangs.
    signal: AbortSignal.timeout(10_000),
  });
  const reply: unknown = await response.json();
  if (response.ok) return reply;
  const { __type: name = 'Unknown', message = '' } = reply as { __type?: string; message?: string };
  throw Object.assign(new Error(message), { name });
}
