/** Where the worker answers as Cognito. Nothing is sent there. */
export const IN_PAGE_ORIGIN = 'https://cognito.localhost';

const PATIENCE_MS = 10_000;

/**
 * Whether the page is to use a Cognito of its own: a static site does, and any other with `?cognito=page`.
 */
export function hasCognitoInPage(address: URL): boolean {
  const choice = address.searchParams.get('cognito');
  return choice === 'page' || (choice === null && isStatic());
}

/**
 * Starts the service worker that answers as Cognito, and waits until it answers this page.
 *
 * @throws {Error} where browsers allow no service workers
 */
export async function startCognitoInPage(): Promise<void> {
  const workers = (navigator as { readonly serviceWorker?: ServiceWorkerContainer }).serviceWorker;
  if (!workers)
    throw new Error(
      'Without a server, this page needs a service worker. Browsers allow them on https:// and localhost, and some not in private windows',
    );
  const controlled = new Promise<void>((resolve, reject) => {
    workers.addEventListener('controllerchange', () => resolve(), { once: true });
    setTimeout(() => reject(new Error('The service worker does not start')), PATIENCE_MS);
  });
  // A worker that is there already answers, and nobody waits.
  controlled.catch(() => undefined);
  await workers.register(isStatic() ? './cognito-worker.js' : './cognito-worker.js?beside');
  const { active } = await Promise.race([workers.ready, controlled.then(() => workers.ready)]);
  if (workers.controller) return;
  // After a reload that passes by workers.
  active?.postMessage('claim');
  await controlled;
}

/** Whether this page has a Cognito of its own though its site is made for another one. */
export const isBesideAnother = (): boolean => hasCognitoInPage(new URL(location.href)) && !isStatic();

/** The build says so in `index.html`. */
const isStatic = (): boolean => document.documentElement.dataset.cognito === 'page';
