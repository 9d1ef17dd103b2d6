import type { PoolFeature } from '../pool/pool-settings';
import { create, named } from '../ui/dom';
import { toProblem } from '../ui/error-texts';
import { hideNotice } from '../ui/notice';
import { forgetPart, repairLater } from '../ui/repair';

/** A part of the account page that loads its content from Cognito. */
export interface AccountCard {
  readonly section: HTMLElement;
  /** The pool feature without which the card is hidden. */
  readonly feature?: PoolFeature;
  readonly load: () => Promise<void>;
  /** Removes the content, since someone else may sign in next. */
  readonly clear: () => void;
}

export interface CardFrame {
  readonly section: HTMLElement;
  readonly body: HTMLElement;
  /** Runs a task, and shows its error in the card. */
  readonly attempt: (task: () => Promise<void>) => Promise<void>;
  /** Loads the content, and shows an error in the card. After an error, “Try again” loads it again. */
  readonly load: (task: () => Promise<void>) => Promise<void>;
  /** Moves the focus to the heading, for when the focused element has been removed. */
  readonly focus: () => void;
}

/** An empty card with a heading, a lead and an element for errors. */
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
  const attempt = async (task: () => Promise<void>): Promise<void> => {
    problem.textContent = '';
    try {
      await task();
    } catch (error) {
      problem.textContent = toProblem(error, {}, []).text;
    }
  };
  const load = async (task: () => Promise<void>): Promise<void> => {
    forgetPart(id);
    await attempt(async () => {
      try {
        await task();
      } catch (error) {
        repairLater(id, () => load(task));
        throw error;
      }
    });
  };
  return {
    section,
    body,
    load,
    async attempt(task) {
      hideNotice();
      await attempt(task);
    },
    focus() {
      heading.focus();
    },
  };
}
