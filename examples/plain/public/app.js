import {
  Amplify,
  autoSignIn,
  confirmSignUp,
  getCurrentUser,
  Hub,
  resendSignUpCode,
  signIn,
  signOut,
  signUp,
} from 'cognito-wasm';
import { config } from './config.js';

const alert = document.querySelector('[role=alert]');
/** Who has signed up and needs a code. */
let newUser = '';

Amplify.configure(config);
// This page's own sign-ins, sign-outs and refreshes, and those of other tabs.
Hub.listen('auth', ({ payload: { event } }) => {
  if (['signedIn', 'signedOut', 'sessionExpired', 'tokenRefresh'].includes(event)) showUser();
});
showUser();

onSubmit('sign-in', async ({ username, password }) => {
  const { isSignedIn, nextStep } = await signIn({ username, password });
  if (isSignedIn) return;
  if (nextStep.signInStep !== 'CONFIRM_SIGN_UP') throw new Error(`This page has no form for ${nextStep.signInStep}.`);
  newUser = username;
  show('code');
});

onSubmit('sign-up', async ({ username, email, password }) => {
  const options = { userAttributes: { email }, autoSignIn: true };
  const { nextStep } = await signUp({ username, password, options });
  if (nextStep.signUpStep !== 'CONFIRM_SIGN_UP') return autoSignIn();
  newUser = username;
  show('code');
});

onSubmit('code', async ({ code, again }) => {
  if (again) return resendSignUpCode({ username: newUser });
  const { nextStep } = await confirmSignUp({ username: newUser, confirmationCode: code });
  // The page was reloaded since the sign-up, so it no longer knows the password.
  if (nextStep.signUpStep !== 'COMPLETE_AUTO_SIGN_IN') return show('sign-in');
  await autoSignIn().catch((error) => {
    // A code works once, so the user signs in with the other form.
    show('sign-in');
    throw error;
  });
});

onSubmit('account', () => signOut());

for (const button of document.querySelectorAll('[data-show]')) {
  button.addEventListener('click', () => show(button.dataset.show));
}

/** Shows who is signed in, or the form. */
async function showUser() {
  // With `allowStale`, a user stays signed in while expired tokens cannot be refreshed: offline, for example.
  const user = await getCurrentUser({ allowStale: true }).catch(() => undefined);
  document.querySelector('#name').textContent = user?.username;
  show(user ? 'account' : 'sign-in');
}

/** @param {string} id of the only section to show */
function show(id) {
  alert.textContent = '';
  for (const section of document.querySelectorAll('section')) section.hidden = section.id !== id;
}

/**
 * @param {string} id of the section
 * @param {(values: Record<string, string>) => unknown} work with the values of its fields
 */
function onSubmit(id, work) {
  const form = document.querySelector(`#${id} form`);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = event.submitter;
    const values = Object.fromEntries(new FormData(form, button));
    button.disabled = true;
    alert.textContent = '';
    try {
      await work(values);
      form.reset();
    } catch (error) {
      alert.textContent = error.message;
    } finally {
      button.disabled = false;
    }
  });
}
