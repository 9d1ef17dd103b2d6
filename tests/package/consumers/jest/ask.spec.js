const { createAuth } = require('cognito-wasm');

const { origin, userPoolId, userPoolClientId } = JSON.parse(process.env.LOCAL_COGNITO);
const auth = createAuth({ Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint: origin } } });

test('the module runs', async () => {
  await auth.ready();
  const { isSignedIn, userSubResult } = await auth.fetchAuthSession();
  expect([isSignedIn, userSubResult.error.name]).toEqual([false, 'SignedOutException']);
});

test('the module reaches a service', async () => {
  const attempt = auth.signIn({ username: 'nobody', password: 'Password123' });
  await expect(attempt).rejects.toMatchObject({ name: 'UserNotFoundException' });
});
