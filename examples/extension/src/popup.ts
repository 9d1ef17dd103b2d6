import { auth } from './auth';

type Values = Record<string, string>;

const alert = document.querySelector('[role=alert]')!;
/** Where a popup that was closed to look for the code goes on. */
const unconfirmed = 'unconfirmed';

onSubmit('sign-in', async ({ username = '', password }) => {
  const { isSignedIn, nextStep } = await auth.signIn({ username, password });
  if (isSignedIn) return;
  if (nextStep.signInStep !== 'CONFIRM_SIGN_UP') throw new Error(`There is no form for ${nextStep.signInStep}.`);
  await chrome.storage.session.set({ [unconfirmed]: username });
});

onSubmit('sign-up', async ({ username = '', email, password }) => {
  const { nextStep } = await auth.signUp({ username, password, options: { userAttributes: { email } } });
  if (nextStep.signUpStep === 'CONFIRM_SIGN_UP') await chrome.storage.session.set({ [unconfirmed]: username });
});

onSubmit('code', async ({ code = '', again }) => {
  const { [unconfirmed]: username = '' } = await chrome.storage.session.get<Values>(unconfirmed);
  if (again) return auth.resendSignUpCode({ username });
  await auth.confirmSignUp({ username, confirmationCode: code });
  await chrome.storage.session.remove(unconfirmed);
});

onSubmit('account', () => auth.signOut());

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-show]')) {
  button.addEventListener('click', () => show(button.dataset.show!));
}
await showState();

/** Shows who is signed in, or a form. */
async function showState() {
  // With `allowStale`, a user stays signed in while expired tokens cannot be refreshed: offline, for example.
  const user = await auth.getCurrentUser({ allowStale: true }).catch(() => undefined);
  document.querySelector('#name')!.textContent = user?.username ?? '';
  const waiting = await chrome.storage.session.get(unconfirmed);
  if (user) show('account');
  else show(unconfirmed in waiting ? 'code' : 'sign-in');
}

/** Shows one section. */
function show(id: string) {
  alert.textContent = '';
  for (const section of document.querySelectorAll('section')) section.hidden = section.id !== id;
}

function onSubmit(id: string, work: (values: Values) => Promise<unknown>) {
  const form = document.querySelector<HTMLFormElement>(`#${id} form`)!;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = event.submitter as HTMLButtonElement;
    const values = Object.fromEntries(new FormData(form, button)) as Values;
    button.disabled = true;
    alert.textContent = '';
    try {
      await work(values);
      form.reset();
      await showState();
    } catch (error) {
      alert.textContent = error instanceof Error ? error.message : String(error);
    } finally {
      button.disabled = false;
    }
  });
}
