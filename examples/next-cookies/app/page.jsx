import { cookies } from 'next/headers';
import { configuration } from '../lib/configuration.js';
import { sessionOf } from '../lib/session.js';
import { SignIn } from './sign-in.jsx';
import { SignOut } from './sign-out.jsx';

/** Rendered on the server, for the user whom the cookies name. */
export default async function Page() {
  const { user } = await sessionOf(await cookies());
  if (!user) return <SignIn configuration={configuration()} />;
  return (
    <main>
      <p id="greeting">Hello {user.name}</p>
      <SignOut configuration={configuration()} />
    </main>
  );
}
