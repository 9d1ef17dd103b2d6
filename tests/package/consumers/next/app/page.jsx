import { ask } from '../ask.js';
import { OnClient } from './on-client.jsx';

// Called for each request, not once at build time.
export const dynamic = 'force-dynamic';

export default async function Page() {
  return (
    <>
      <p id="server">{await ask()}</p>
      <OnClient />
    </>
  );
}
