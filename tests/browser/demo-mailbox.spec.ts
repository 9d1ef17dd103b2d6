/** The mailbox of the demo: the codes that the local Cognito would have sent. */
import { person } from './demo-page.js';
import { expect, test } from './fixtures.js';

test('says where the code of any address will be, and fills it in where a field takes one', async ({ demo }) => {
  await demo.open();
  await expect(demo.page.getByText('Any e-mail address will do: its code appears in the mailbox')).toBeVisible();
  await demo.register();
  await demo.at('letter-fill').click();
  await expect(demo.at('confirm-code')).toHaveValue(await demo.at('letter-code').innerText());
  await demo.at('confirm-submit').click();
  await demo.at('signin-password').waitFor();
  await expect(demo.at('letter-copy')).toBeVisible();
  await expect(demo.at('letter-fill')).toBeHidden();
  await expect(demo.at('letter')).toContainText(person.email);
});

test('shows the two newest letters, and leads to the others', async ({ demo, cognito }) => {
  await demo.open();
  for (const name of ['one', 'two', 'three'])
    await cognito.userPools('SignUp', {
      ClientId: 'native00000000000000000001',
      Username: name,
      Password: person.password,
      UserAttributes: [{ Name: 'email', Value: `${name}@email.com` }],
    });
  await expect(demo.at('letter')).toHaveCount(2);
  await expect(demo.at('letter').first()).toContainText('three@email.com');
  await expect(demo.page.getByRole('link', { name: 'All messages' })).toBeVisible();
});
