/** The script of the service worker: a local Cognito for pages that have no server. */
import { serveCognito } from 'cognito-wasm-local/service-worker';

serveCognito({
  origin: 'https://cognito.localhost',
  // With a Cognito of its own beside it, the site does not begin with this one, so Cognito's pages could not lead back to it.
  hostedUi: !new URL(location.href).searchParams.has('beside'),
  guests: true,
  files: './files.json',
});
