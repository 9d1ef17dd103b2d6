import { create, named } from '../ui/dom';
import { initialOf } from '../ui/initial';

export interface Who {
  readonly line: HTMLElement;
  readonly show: (username: string) => void;
}

/** The line that says who is signing in, with a way back to the username. */
export function createWho(onChange: () => void): Who {
  const initial = create('span', 'initial');
  initial.ariaHidden = 'true';
  const name = named('signin-who', create('span', 'who-name'));
  const change = named('signin-change', create('button', 'link', 'Change'));
  change.type = 'button';
  change.setAttribute('aria-label', 'Change the username');
  change.addEventListener('click', onChange);
  return {
    line: create('p', 'who', initial, name, change),
    show(username) {
      initial.textContent = initialOf(username);
      name.textContent = username;
    },
  };
}
