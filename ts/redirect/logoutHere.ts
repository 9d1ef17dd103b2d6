/**
 * Signing out at Cognito's pages from a page that cannot load the module. This decides as Rust does (`src/flow/session/logout.rs`), and a
 * test compares the two. What is not plain leads nowhere.
 */
import type { ResourcesConfig } from '../configuration/configurationTypes.js';
import { AuthError } from '../errors/authError.js';
import { browserStorage } from '../glance/browserStorage.js';
import type { Storing } from '../glance/places.js';
import { memberOfAny } from '../values/members.js';

/** A host with or without a port: plain `http` is for this machine, and with a port. */
const plainDomain =
  /^(https:\/\/)?[\w-]+(\.[\w-]+)*(:\d{1,5})?$|^http:\/\/(([\w-]+\.)*localhost|127\.0\.0\.1):\d{1,5}$/;

/** Amplify's items about redirects. The last one says whether the last sign-in was at the pages. */
const items = ['inflightOAuth', 'inflightOAuthDeadline', 'oauthPKCE', 'oauthState', 'oauthSignIn'];

/** The item of Amplify 5 that says the same. */
const olderNote = 'amplify-signin-with-hostedUI';

/** Whether the text of `oauthMetadata` says that a session has begun at the pages. */
function isOfPages(text: string): boolean {
  try {
    return memberOfAny(JSON.parse(text), 'oauthSignIn') === true;
  } catch {
    return false;
  }
}

/** Removes Amplify's notes. Returns whether the last sign-in was at the pages. */
function takeNotes(storing: Storing, clientId: string): boolean {
  try {
    const shared = browserStorage('localStorage');
    const storage = typeof storing === 'string' ? (shared ?? browserStorage('sessionStorage')) : storing;
    const [note, older] = [`CognitoIdentityServiceProvider.${clientId}.oauthSignIn`, olderNote].map((key) =>
      storage?.getItem(key),
    );
    for (const key of [...items.map((item) => `CognitoIdentityServiceProvider.${clientId}.${item}`), olderNote]) {
      storage?.removeItem(key);
      // What is under way is there, wherever the session is.
      shared?.removeItem(key);
    }
    return note?.split(',')[0] === 'true' || older === 'true';
  } catch {
    return false;
  }
}

/** Which of the addresses the user comes back to, as in `src/oauth/redirect.rs`. */
function addressFor(configured: readonly string[], preferred: unknown, page: string): string {
  // An opener may need no page: then it is empty, and every address fits.
  const { origin = '', pathname = '', hostname = '' } = page ? new URL(page) : {};
  const isPreferred = typeof preferred === 'string' && preferred !== '';
  const found = isPreferred
    ? configured.find((address) => address === preferred)
    : (configured.find((address) => address.startsWith(origin + pathname)) ??
      configured.find((address) => address.includes(hostname)));
  if (found !== undefined) return found;
  const name = isPreferred
    ? 'InvalidPreferredRedirectUrlException'
    : configured.some((address) => /^https?:\/\//.test(address))
      ? 'InvalidOriginException'
      : 'InvalidRedirectException';
  throw new AuthError({
    name,
    message: 'the user is signed out here, and no address is configured to come back to from the pages of Cognito',
    category: isPreferred ? 'validation' : 'configuration',
    recoverySuggestion: 'Check `redirectSignOut` in the configuration.',
  });
}

/**
 * The address of the pages at which the user signs out, if that is where the user has signed in.
 *
 * @param left - What the sign-out has found.
 * @param input - The input of `signOut`, with the address of the page.
 * @throws `AuthError` if no configured address fits.
 */
export function logoutHere(
  left: { readonly origins: readonly string[]; readonly isListed: boolean; readonly isBlank: boolean },
  input: unknown,
  storing: Storing,
  resources: ResourcesConfig | undefined,
): string | undefined {
  const { userPoolClientId: clientId, loginWith } = resources?.Auth?.Cognito ?? {};
  const oauth = loginWith?.oauth;
  const page = memberOfAny(input, 'page');
  if (!clientId || !oauth) return undefined;
  // Where nobody was signed in, the note is about another tab's sign-in. With several users, it is not known about whose.
  const isNoted = !left.isBlank && takeNotes(storing, clientId) && !left.isListed;
  if (!(isNoted || left.origins.some(isOfPages)) || typeof page !== 'string') return undefined;
  if (!plainDomain.test(oauth.domain) || oauth.redirectSignIn.length === 0) return undefined;
  const preferred = memberOfAny(memberOfAny(input, 'oauth'), 'redirectUrl');
  const address = addressFor(oauth.redirectSignOut, preferred, page);
  const domain = oauth.domain.includes('://') ? oauth.domain : `https://${oauth.domain}`;
  return `${domain}/logout?client_id=${encodeURIComponent(clientId)}&logout_uri=${encodeURIComponent(address)}`;
}
