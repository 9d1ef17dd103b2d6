/** The worker's file. It is bundled with the module, so the worker loads one file. */
import { installCredentials } from './workerCredentials.js';
import { serve, type ServedPort } from './vaultServer.js';

const scope = globalThis as unknown as ServedPort & {
  onconnect?: ((event: { readonly ports: readonly MessagePort[] }) => void) | null;
};

installCredentials();
if ('onconnect' in scope) {
  scope.onconnect = ({ ports }) => {
    for (const port of ports) serve(port);
  };
} else {
  serve(scope);
}
