import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';

const refused = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' };

for (const salts of ['positive', 'negative'] as const) {
  test(`a user with a ${salts} salt signs in, and unknown users are not revealed`, async ({ app, cognito }) => {
    await cognito.switchPool({ salts });
    await cognito.setClient({ PreventUserExistenceErrors: 'ENABLED' });
    await app.begin();
    await app.register();
    const { username, password } = person;
    await expect(app.call('signIn', { username: 'nobody', password })).rejects.toMatchObject(refused);
    await expect(app.call('signIn', { username, password: 'Password124' })).rejects.toMatchObject(refused);
    expect(await app.signIn()).toMatchObject({ isSignedIn: true });
  });
}
