/**
 * Adds a confirmed user to a pool of the local Cognito.
 *
 * @param {string} endpoint
 * @param {string} userPoolId
 * @param {{ username: string, password: string }} user
 */
export async function addUser(endpoint, userPoolId, { username, password }) {
  const user = { UserPoolId: userPoolId, Username: username };
  await call(endpoint, 'AdminCreateUser', { ...user, MessageAction: 'SUPPRESS' });
  await call(endpoint, 'AdminSetUserPassword', { ...user, Password: password, Permanent: true });
}

/**
 * @param {string} endpoint
 * @param {string} operation
 * @param {object} input
 */
async function call(endpoint, operation, input) {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
  };
  const response = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(input) });
  if (!response.ok) throw new Error(`${operation}: ${await response.text()}`);
}
