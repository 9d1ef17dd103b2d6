import { cookies } from 'next/headers';
import { configuration } from '../lib/configuration';
import { userOf } from '../lib/session';
import { Account } from './account';
import { AuthEvents } from './auth-events';
import { VisitorForms } from './visitor-forms';

/** Rendered on the server, for the user whom the cookies name. */
export default async function Page() {
  const user = await userOf(await cookies());
  return (
    <>
      <AuthEvents configuration={configuration()} />
      {user ? <Account username={user.name} /> : <VisitorForms />}
    </>
  );
}
