import type { PoolFeature } from '../pool/pool-settings';
import { create, named } from '../ui/dom';
import { toProblem } from '../ui/error-texts';
import { hideNotice } from '../ui/notice';

/** A part of the account page that asks Cognito for what it shows. */
export interface AccountCard {
  readonly section: HTMLElement;
  /** What the pool must offer for the card to make sense. */
  readonly feature?: PoolFeature;
  readonly load: () => Promise<void>;
  /** Forgets what was shown, since the next user may be another. */
  readonly clear: () => void;
}

export interface CardFrame {
  readonly section: HTMLElement;
  readonly body: HTMLElement;
  /** Runs a task and tells here when it fails. */
  readonly attempt: (task: () => Promise<void>) => Promise<void>;
  /** Puts the keyboard on the heading, where what had it is gone. */
  readonly focus: () => void;
}

/** An empty card with a heading, a lead and the place for an error. */
export function createCardFrame(id: string, title: string, lead: string): CardFrame {
  const titleId = `${id}-title`;
  const heading = create('h3', '', title);
  heading.id = titleId;
  heading.tabIndex = -1;
  const problem = named(`error-${id}`, create('div', 'form-error'));
  problem.role = 'alert';
  const body = create('div', 'card-body');
  const section = named(id, create('section', 'card', heading, create('p', 'small', lead), problem, body));
  section.setAttribute('aria-labelledby', titleId);
  return {
    section,
    body,
    async attempt(task) {
      hideNotice();
      problem.textContent = '';
      try {
        await task();
      } catch (error) {
        problem.textContent = toProblem(error, {}, []).text;
      }
    },
    focus() {
      heading.focus();
    },
  };
}
