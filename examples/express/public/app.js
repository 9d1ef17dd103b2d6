import { Amplify, getCurrentUser, signIn, signOut } from 'cognito-wasm';
import { fetchApi } from './api.js';

const element = (selector) => document.querySelector(selector);

Amplify.configure(await (await fetch('config.json')).json());

onSubmit('#sign-in', async ({ username, password }) => {
  const { isSignedIn, nextStep } = await signIn({ username, password });
  if (!isSignedIn) throw new Error(`This page has no form for ${nextStep.signInStep}.`);
});
onSubmit('#add', ({ text }) => fetchApi('api/notes', { method: 'POST', body: JSON.stringify({ text }) }));
onSubmit('#sign-out', () => signOut());
await show();

/** Shows the user's notes, or the form. */
async function show() {
  const user = await getCurrentUser().catch(() => undefined);
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
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    element('[role=alert]').textContent = '';
    try {
      await work(Object.fromEntries(new FormData(form)));
      form.reset();
      await show();
    } catch (error) {
      element('[role=alert]').textContent = error.message;
    }
  });
}
