import { currentBackend } from '../pool/backend';
import { announce } from '../ui/announce';
import { createButton } from '../ui/button';
import { copyText } from '../ui/copy';
import { create, createLinkToNewTab, element, named } from '../ui/dom';
import { showNotice } from '../ui/notice';
import { shortTime } from '../ui/rows';
import { type Letter, watchLetters } from './letters';

/** The rest is in the mailbox itself. */
const SHOWN = 2;

const subjects: Readonly<Record<string, string>> = {
  SIGN_UP: 'Confirm your account',
  RESET_PASSWORD: 'Reset your password',
  SIGN_IN: 'Sign in',
  VERIFY_EMAIL: 'Verify your e-mail address',
  VERIFY_PHONE_NUMBER: 'Verify your phone number',
  INVITATION: 'Your temporary password',
};

/** The mailbox of everybody who registers here, with the newest letters. Only for a local Cognito. */
export function initMailboxCard(): void {
  const { mailbox } = currentBackend();
  if (!mailbox) return;
  const list = named('mailbox-letters', create('ol', 'letters'));
  list.setAttribute('aria-labelledby', 'mailbox-title');
  const empty = create('p', 'small', 'No messages yet. Codes appear here when Cognito sends them.');
  const card = element('mailbox', HTMLElement);
  element('mailbox-head', HTMLElement).append(createLinkToNewTab('All messages', mailbox));
  card.append(list, empty);
  card.hidden = false;
  void watchLetters((letters) => {
    for (const letter of letters) list.prepend(toItem(letter));
    while (list.children.length > SHOWN) list.lastElementChild?.remove();
    empty.hidden = list.children.length > 0;
  });
}

function toItem({ code, destination, medium, username, at, purpose }: Letter): HTMLElement {
  const kind = medium === 'EMAIL' ? 'E-mail' : 'Text message';
  const copy = createButton({ label: 'Copy', fullLabel: `Copy ${code}`, testId: 'letter-copy', look: 'quiet' });
  copy.addEventListener('click', () => {
    void copyText(code).then((done) => announce(done ? 'Copied.' : 'The browser did not allow copying.'));
  });
  const actions = create('div', 'actions', copy);
  if (purpose !== 'INVITATION') actions.prepend(createFillIn(code));
  return named(
    'letter',
    create(
      'li',
      'letter',
      create('p', 'letter-subject', subjects[purpose] ?? purpose),
      named('letter-code', create('code', 'letter-code', code)),
      create('p', 'small', `${kind} to ${destination} for ${username}, ${shortTime(new Date(at))}`),
      actions,
    ),
  );
}

function createFillIn(code: string): HTMLButtonElement {
  const fill = createButton({ label: 'Fill in', fullLabel: `Fill in ${code}`, testId: 'letter-fill' });
  fill.classList.add('letter-fill');
  fill.addEventListener('click', () => {
    const field = codeField();
    if (!field) {
      showNotice('No field on this page takes a code now.', 'info');
      return;
    }
    field.value = code;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.focus();
  });
  return fill;
}

/** The field that takes a code now. */
function codeField(): HTMLInputElement | undefined {
  const fields = document.querySelectorAll<HTMLInputElement>('main input[autocomplete="one-time-code"]');
  return [...fields].find((field) => field.checkVisibility());
}
