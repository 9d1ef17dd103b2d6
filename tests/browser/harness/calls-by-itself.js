/**
 * Calls the library from the page's own script. What a test evaluates may be exempt from the page's content security
 * policy; this is not.
 */
import { Amplify, fetchAuthSession } from '/package/index.js';

async function outcomeOf(config) {
  try {
    await Amplify.configure(config);
    const { isSignedIn } = await fetchAuthSession();
    return { isSignedIn };
  } catch ({ name, message, category, recoverySuggestion }) {
    return { name, message, category, recoverySuggestion };
  }
}

globalThis.callByItself = (config) => {
  setTimeout(async () => {
    globalThis.outcome = await outcomeOf(config);
  });
};
