import { Amplify, getCurrentUser, Hub, signIn, signOut } from 'cognito-wasm';
import { fetchApi } from './api.js';

const element = (selector) => document.querySelector(selector);

Amplify.configure(await (await fetch('config.json')).json());

onSubmit('#sign-in', async ({ username, password }) => {
  const { isSignedIn, nextStep } = await signIn({ username, password });
  if (!isSignedIn) throw new Error(`This page has no form for ${nextStep.signInStep}.`);
});
onSubmit('#add', async ({ text }) => {
  await fetchApi('api/notes', { method: 'POST', body: JSON.stringify({ text }) });
  await show();
});
onSubmit('#sign-out', () => signOut());

// This page's own sign-ins, sign-outs and refreshes, and those of other tabs.
Hub.listen('auth', ({ payload: { event } }) => {
  if (['signedIn', 'signedOut', 'sessionExpired', 'tokenRefresh'].includes(event)) attempt(show);
});
attempt(show);

/** Shows the user's notes, or the form. */
async function show() {
  // With `allowStale`, a user stays signed in while expired tokens cannot be refreshed: offline, for example.
  const user = await getCurrentUser({ allowStale: true }).catch(() => undefined);
  element('#sign-in').hidden = Boolean(user);
  element('#account').hidden = !user;
  if (!user) return;
  element('#name').textContent = user.username;
  const notes = await (await fetchApi('api/notes')).json();
  const items = notes.map((text) => Object.assign(document.createElement('li'), { textContent: text }));
  element('ul').replaceChildren(...items);
}

/**
 * @param {string} selector of the form
 * @param {(values: Record<string, string>) => Promise<unknown>} work with the values of its fields
 */
function onSubmit(selector, work) {
  const form = element(selector);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(async () => {
      await work(Object.fromEntries(new FormData(form)));
      form.reset();
    });
  });
}

/** @param {() => Promise<unknown>} work whose error the page shows */
async function attempt(work) {
  element('[role=alert]').textContent = '';
  try {
    await work();
  } catch (error) {
    element('[role=alert]').textContent = error.message;
  }
}
