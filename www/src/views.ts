import { element } from './dom';
import { hideNotice } from './notice';

/** The steps a signed-out person walks through; each is a hash route, so the browser's Back works. */
export type EntryStep = 'register' | 'confirm' | 'sign-in';
export type View = 'starting' | EntryStep | 'account';

const titles: Readonly<Record<View, string>> = {
  starting: 'cognito-wasm demo',
  register: 'Create your account · cognito-wasm demo',
  confirm: 'Confirm your e-mail · cognito-wasm demo',
  'sign-in': 'Sign in · cognito-wasm demo',
  account: 'Your account · cognito-wasm demo',
};

/** Shows one view and hides the others; the step list is there only while somebody is signed out. */
export function showView(view: View): void {
  for (const name of Object.keys(titles)) element(`view-${name}`, HTMLElement).hidden = name !== view;
  const steps = element('steps', HTMLElement);
  steps.hidden = view === 'starting' || view === 'account';
  for (const link of steps.querySelectorAll('a')) {
    if (link.hash === `#/${view}`) link.setAttribute('aria-current', 'step');
    else link.removeAttribute('aria-current');
  }
  document.title = titles[view];
  hideNotice();
}

export function isShown(view: View): boolean {
  return !element(`view-${view}`, HTMLElement).hidden;
}

/** Puts the keyboard where the view begins: its first empty field, or its heading when there is none. */
export function focusView(view: View): void {
  const section = element(`view-${view}`, HTMLElement);
  const fields = [...section.querySelectorAll('input')];
  const target = fields.find((field) => !field.value) ?? section.querySelector<HTMLElement>('.title');
  target?.focus();
}

/** The entry step that the address names, if any. */
export function stepInAddress(): EntryStep | undefined {
  const name = location.hash.replace(/^#\//, '');
  return name === 'register' || name === 'confirm' || name === 'sign-in' ? name : undefined;
}
