import { type AuthSessionOpenerResult, openPopup } from 'cognito-wasm';
import { type SignOutReport, signOutAndReport } from './sign-out';
import { keptInTab } from '../storage/kept';

const STORAGE_KEY = 'demo.signingOut';

/** Signs out here, and leaves for Cognito's pages, which sign the user out there and send the browser back. */
export async function signOutAtPages(everywhere: boolean): Promise<SignOutReport> {
  keptInTab.set(STORAGE_KEY, 'pages');
  try {
    const { text, tone } = await signOutAndReport(everywhere);
    return { text: `${text} You will now be signed out at Cognito’s pages, too.`, tone };
  } catch (error) {
    keptInTab.remove(STORAGE_KEY);
    throw error;
  }
}

/** Signs out here, and in a window at Cognito's pages. Call it while a click is handled. */
export async function signOutInWindow(): Promise<SignOutReport> {
  const open = openPopup();
  let result: AuthSessionOpenerResult | undefined;
  const report = await signOutAndReport(false, {
    authSessionOpener: async (...args) => {
      result = (await open(...args)) ?? undefined;
      // The user is signed out here all the same.
      return result?.type === 'canceled' ? undefined : result;
    },
  });
  return result?.type === 'success' ? atBoth(report) : hereOnly(report, 'The window was closed too early.');
}

/** Signs out here, and stays signed in at Cognito's pages: an opener that shows nothing. */
export async function signOutHereOnly(): Promise<SignOutReport> {
  const authSessionOpener = (): Promise<undefined> => Promise.resolve(undefined);
  const report = await signOutAndReport(false, { authSessionOpener });
  return hereOnly(report, 'At Cognito’s pages you are still signed in, so the next sign-in there asks for nothing.');
}

/** What to say if this tab had left for Cognito's pages to sign out; once. */
export function takeSignOutReport(): SignOutReport | undefined {
  const isPending = keptInTab.get(STORAGE_KEY) !== null;
  keptInTab.remove(STORAGE_KEY);
  if (!isPending) return undefined;
  const [arrival] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  // With the Back button, or by a reload, the pages have not sent the user here.
  return arrival?.type === 'navigate'
    ? { text: 'You are signed out, here and at Cognito’s pages.', tone: 'success' }
    : { text: 'You are signed out here. Cognito’s pages have not sent you back.', tone: 'warning' };
}

function atBoth({ text, tone }: SignOutReport): SignOutReport {
  return tone === 'success' ? { text: 'You are signed out, here and at Cognito’s pages.', tone } : { text, tone };
}

function hereOnly({ text, tone }: SignOutReport, addition: string): SignOutReport {
  return { text: `${text} ${addition}`, tone: tone === 'success' ? 'info' : tone };
}
