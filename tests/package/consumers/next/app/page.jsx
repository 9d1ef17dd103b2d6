import { ask } from '../ask.js';
import { OnClient } from './on-client.jsx';

// Asked anew for each request, and not once when the app is built.
export const dynamic = 'force-dynamic';

export default async function Page() {
  return (
    <>
      <p id="server">{await ask()}</p>
      <OnClient />
    </>
  );
}
