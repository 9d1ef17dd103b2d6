/**
 * Calls the library from the page's own script. Code evaluated by a test may be exempt from the content security
 * policy; this script is not.
 */
import { Amplify, fetchAuthSession, prepareSignIn } from '/package/index.js';

async function leaveOutcome(config) {
  try {
    await Amplify.configure(config);
    // Needs the module. That nobody is signed in, the page knows without it.
    await prepareSignIn();
    const { isSignedIn } = await fetchAuthSession();
    globalThis.outcome = { isSignedIn };
  } catch ({ name, message, category, recoverySuggestion }) {
    globalThis.outcome = { name, message, category, recoverySuggestion };
  }
}

globalThis.callByItself = (config) => {
  setTimeout(() => void leaveOutcome(config));
};
