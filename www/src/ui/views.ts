import { element } from './dom';
import { focusField } from './focus-field';
import { hideNotice } from './notice';

/** The steps of a signed-out user. Each is a hash route, so that the browser's Back button works. */
export type EntryStep = 'register' | 'confirm' | 'sign-in' | 'challenge' | 'reset-password';
/** Whether a step is shown empty, or with what the user has typed before. */
export type Fill = 'empty' | 'kept';
export type View = 'starting' | EntryStep | 'account';

const titles: Readonly<Record<View, string>> = {
  starting: 'cognito-wasm demo',
  register: 'Create your account · cognito-wasm demo',
  confirm: 'Confirm your e-mail · cognito-wasm demo',
  'sign-in': 'Sign in · cognito-wasm demo',
  challenge: 'Verify your identity · cognito-wasm demo',
  'reset-password': 'New password · cognito-wasm demo',
  account: 'Your account · cognito-wasm demo',
};

const entrySteps: ReadonlySet<string> = new Set<EntryStep>([
  'register',
  'confirm',
  'sign-in',
  'challenge',
  'reset-password',
]);

const listeners = new Set<(view: View) => void>();

/** Calls back whenever a view is shown, even if it was visible before. */
export function onViewShown(listener: (view: View) => void): void {
  listeners.add(listener);
}

/** Shows one view and hides the others. */
export function showView(view: View): void {
  for (const name of Object.keys(titles)) element(`view-${name}`, HTMLElement).hidden = name !== view;
  document.title = titles[view];
  hideNotice();
  for (const listener of listeners) listener(view);
}

export function isShown(view: View): boolean {
  return !element(`view-${view}`, HTMLElement).hidden;
}

/** Moves the focus to the first empty field of the view, or to its heading if there is none. */
export function focusView(view: View): void {
  const section = element(`view-${view}`, HTMLElement);
  const fields =
    view === 'account'
      ? []
      : [...section.querySelectorAll('input')].filter((field) => !field.closest('[hidden], details:not([open])'));
  const target = fields.find((field) => !field.value) ?? section.querySelector<HTMLElement>('.title');
  focusField(target, section);
}

/** The entry step named in the address, if any. */
export function stepInAddress(): EntryStep | undefined {
  const name = location.hash.replace(/^#\//, '');
  return isEntryStep(name) ? name : undefined;
}

function isEntryStep(name: string): name is EntryStep {
  return entrySteps.has(name);
}
