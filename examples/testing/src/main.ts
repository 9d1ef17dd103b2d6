import { Amplify, signOut } from 'cognito-wasm';
import { currentName, enter } from './session';

const signInForm = document.querySelector<HTMLFormElement>('#sign-in')!;
const account = document.querySelector<HTMLFormElement>('#account')!;

const configuration = await fetch('/auth-config.json');
Amplify.configure(await configuration.json());

signInForm.addEventListener('submit', async (event) => {
  event.preventDefault();
  const values = new FormData(signInForm);
  await show(await enter(String(values.get('username')), String(values.get('password'))));
});

account.addEventListener('submit', async (event) => {
  event.preventDefault();
  await signOut();
  await show();
});

await show();

/** Shows who is signed in, or the form. */
async function show(problem = '') {
  const name = await currentName();
  document.querySelector('[role=alert]')!.textContent = problem;
  document.querySelector('#name')!.textContent = name ?? '';
  signInForm.hidden = name !== undefined;
  account.hidden = name === undefined;
}
