import { Authenticator } from '@aws-amplify/ui-react';
import '@aws-amplify/ui-react/styles.css';
import { Amplify, type ResourcesConfig } from 'aws-amplify';
import { fetchAuthSession } from 'aws-amplify/auth';
import { Hub } from 'aws-amplify/utils';
import { createRoot } from 'react-dom/client';

declare const configuration: ResourcesConfig;
Amplify.configure(configuration);

Hub.listen('auth', ({ payload }) => {
  if (payload.event === 'tokenRefresh_failure') console.log('the refresh failed:', String(payload.data.error));
});
const refresh = () => void fetchAuthSession({ forceRefresh: true }).catch(() => undefined);

const root = document.getElementById('root');
if (!root) throw new Error('the page has no place for the app');
createRoot(root).render(
  <Authenticator>
    {({ signOut, user }) => (
      <main>
        <h1>Hello {user?.username}</h1>
        <button onClick={refresh}>Refresh</button>
        <button onClick={signOut}>Sign out</button>
      </main>
    )}
  </Authenticator>,
);
