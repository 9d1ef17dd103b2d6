/** The roles of AWS credentials, which the identity pool chooses by the user's groups and claims. */
import { type App, failure } from './app.js';
import { expect, test } from './fixtures.js';
import { type LocalCognito, seed } from './local-cognito.js';
import { person } from './person.js';
import { loginProvider } from './signed-in.js';

const { userPoolId: UserPoolId, identityPoolId: IdentityPoolId } = seed;
const role = (name: string): string => `arn:aws:iam::000000000000:role/${name}`;

async function join(cognito: LocalCognito, GroupName: string, Precedence: number): Promise<void> {
  await cognito.userPools('CreateGroup', { UserPoolId, GroupName, RoleArn: role(GroupName), Precedence });
  await cognito.userPools('AdminAddUserToGroup', { UserPoolId, Username: person.username, GroupName });
}

const mapRoles = (cognito: LocalCognito, mapping: object): Promise<unknown> =>
  cognito.identityPools('SetIdentityPoolRoles', {
    IdentityPoolId,
    Roles: { authenticated: role('anybody'), unauthenticated: role('guests') },
    RoleMappings: { [`${loginProvider}:${seed.nativeClientId}`]: mapping },
  });

/** The role of whoever has signed a request of the page, as an API that verifies the signature sees it. */
const roleSeen = (app: App): Promise<string> =>
  app.page.evaluate(async (url) => {
    const response = await harness.library.signedFetch(url, {}, { service: 'execute-api', region: 'us-east-1' });
    return ((await response.json()) as { caller: { roleArn: string } }).caller.roleArn;
  }, `${app.cognito.origin}/_api/iam/prod/items`);

test("credentials have the role of the user's first group, and another one when the groups have changed", async ({
  app,
  cognito,
}) => {
  await app.begin();
  await app.register();
  await mapRoles(cognito, { Type: 'Token', AmbiguousRoleResolution: 'Deny' });
  await join(cognito, 'members', 5);
  await app.signIn();
  await cognito.clearJournal();
  expect(await roleSeen(app)).toBe(role('members'));
  await join(cognito, 'admins', 1);
  // The groups are claims of the ID token.
  await app.session({ forceRefresh: true });
  expect(await roleSeen(app)).toBe(role('admins'));
  const bodies = (await cognito.requests()).filter(({ operation }) => operation === 'GetCredentialsForIdentity');
  expect(bodies).toHaveLength(2);
  for (const { body } of bodies) expect(Object.keys(body)).toEqual(['IdentityId', 'Logins']);
});

test('credentials have the role of the first rule that the claims match', async ({ app, cognito }) => {
  await app.begin();
  await app.register();
  const rule = (Claim: string, MatchType: string, Value: string, name: string): object => ({
    ...{ Claim, MatchType, Value },
    RoleARN: role(name),
  });
  await mapRoles(cognito, {
    Type: 'Rules',
    AmbiguousRoleResolution: 'Deny',
    RulesConfiguration: {
      Rules: [rule('email', 'Contains', '@other.example', 'others'), rule('email', 'Equals', person.email, 'people')],
    },
  });
  await app.signIn();
  expect(await roleSeen(app)).toBe(role('people'));
});

test('a user for whom no role is chosen has no credentials, and everything else', async ({ app, cognito }) => {
  await app.begin();
  await app.register();
  await mapRoles(cognito, { Type: 'Token', AmbiguousRoleResolution: 'Deny' });
  await app.signIn();
  const session = await app.session();
  expect(session).toMatchObject({ isSignedIn: true, awsCredentialsResult: failure('NotAuthorizedException') });
  expect(session.userPoolTokensResult.type).toBe('SUCCESS');
  await mapRoles(cognito, { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' });
  expect(await roleSeen(app)).toBe(role('anybody'));
});
